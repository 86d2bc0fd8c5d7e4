# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'ledger_import_sheets.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QComboBox, QHBoxLayout,
    QHeaderView, QLabel, QSizePolicy, QSpinBox,
    QTableWidget, QTableWidgetItem, QTreeWidget, QTreeWidgetItem,
    QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_LedgerImportSheets(object):
    def setupUi(self, LedgerImportSheets):
        if not LedgerImportSheets.objectName():
            LedgerImportSheets.setObjectName(u"LedgerImportSheets")
        self.column4 = QVBoxLayout(LedgerImportSheets)
        self.column4.setSpacing(8)
        self.column4.setObjectName(u"column4")
        self.column4.setContentsMargins(0, 0, 0, 0)
        self.sheets = QTreeWidget(LedgerImportSheets)
        self.sheets.setObjectName(u"sheets")
        self.sheets.setRootIsDecorated(False)
        self.sheets.setProperty(u"role", u"list")
        self.sheets.setAllColumnsShowFocus(True)
        self.sheets.setUniformRowHeights(True)

        self.column4.addWidget(self.sheets)

        self.row1 = QHBoxLayout()
        self.row1.setSpacing(8)
        self.row1.setObjectName(u"row1")
        self.row1.setContentsMargins(0, 0, 0, 0)
        self.headerLabel = QLabel(LedgerImportSheets)
        self.headerLabel.setObjectName(u"headerLabel")
        self.headerLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.row1.addWidget(self.headerLabel)

        self.headerRow = QSpinBox(LedgerImportSheets)
        self.headerRow.setObjectName(u"headerRow")
        self.headerRow.setMinimum(1)
        self.headerRow.setMaximum(120)

        self.row1.addWidget(self.headerRow)

        self.headerTold = Prose(LedgerImportSheets)
        self.headerTold.setObjectName(u"headerTold")
        self.headerTold.setProperty(u"role", u"quiet")

        self.row1.addWidget(self.headerTold)

        self.row1.setStretch(2, 1)

        self.column4.addLayout(self.row1)

        self.row3 = QHBoxLayout()
        self.row3.setSpacing(8)
        self.row3.setObjectName(u"row3")
        self.row3.setContentsMargins(0, 0, 0, 0)
        self.sheetSiteLabel = QLabel(LedgerImportSheets)
        self.sheetSiteLabel.setObjectName(u"sheetSiteLabel")
        self.sheetSiteLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.row3.addWidget(self.sheetSiteLabel)

        self.sheetSite = QComboBox(LedgerImportSheets)
        self.sheetSite.setObjectName(u"sheetSite")
        self.sheetSite.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sheetSite.setMinimumContentsLength(18)

        self.row3.addWidget(self.sheetSite)

        self.row3.setStretch(1, 1)

        self.column4.addLayout(self.row3)

        self.titlesRoom = QVBoxLayout()
        self.titlesRoom.setSpacing(8)
        self.titlesRoom.setObjectName(u"titlesRoom")
        self.titlesRoom.setContentsMargins(0, 0, 0, 0)

        self.column4.addLayout(self.titlesRoom)

        self.preview = QTableWidget(LedgerImportSheets)
        self.preview.setObjectName(u"preview")
        self.preview.setShowGrid(True)
        self.preview.setWordWrap(False)
        self.preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

        self.column4.addWidget(self.preview)

        self.row2 = QHBoxLayout()
        self.row2.setSpacing(8)
        self.row2.setObjectName(u"row2")
        self.row2.setContentsMargins(0, 0, 0, 0)
        self.siteLabel = QLabel(LedgerImportSheets)
        self.siteLabel.setObjectName(u"siteLabel")
        self.siteLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.row2.addWidget(self.siteLabel)

        self.site = QComboBox(LedgerImportSheets)
        self.site.setObjectName(u"site")
        self.site.setMinimumSize(QSize(220, 0))

        self.row2.addWidget(self.site)

        self.siteTold = Prose(LedgerImportSheets)
        self.siteTold.setObjectName(u"siteTold")
        self.siteTold.setProperty(u"role", u"quiet")

        self.row2.addWidget(self.siteTold)

        self.row2.setStretch(2, 1)

        self.column4.addLayout(self.row2)

        self.noticeRoom = QVBoxLayout()
        self.noticeRoom.setSpacing(8)
        self.noticeRoom.setObjectName(u"noticeRoom")
        self.noticeRoom.setContentsMargins(0, 0, 0, 0)

        self.column4.addLayout(self.noticeRoom)

        self.column4.setStretch(4, 1)
#if QT_CONFIG(shortcut)
        self.headerLabel.setBuddy(self.headerRow)
        self.sheetSiteLabel.setBuddy(self.sheetSite)
        self.siteLabel.setBuddy(self.site)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.sheets, self.headerRow)
        QWidget.setTabOrder(self.headerRow, self.sheetSite)
        QWidget.setTabOrder(self.sheetSite, self.preview)
        QWidget.setTabOrder(self.preview, self.site)

        self.retranslateUi(LedgerImportSheets)

        QMetaObject.connectSlotsByName(LedgerImportSheets)
    # setupUi

    def retranslateUi(self, LedgerImportSheets):
#if QT_CONFIG(accessibility)
        self.sheets.setAccessibleName(QCoreApplication.translate("LedgerImportSheets", u"Sheets of the file", None))
#endif // QT_CONFIG(accessibility)
        self.headerLabel.setText(QCoreApplication.translate("LedgerImportSheets", u"The headings stand in row", None))
#if QT_CONFIG(accessibility)
        self.headerRow.setAccessibleName(QCoreApplication.translate("LedgerImportSheets", u"Row of the headings", None))
#endif // QT_CONFIG(accessibility)
        self.sheetSiteLabel.setText(QCoreApplication.translate("LedgerImportSheets", u"Office of this sheet", None))
#if QT_CONFIG(accessibility)
        self.sheetSite.setAccessibleName(QCoreApplication.translate("LedgerImportSheets", u"Office of this sheet", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.preview.setAccessibleName(QCoreApplication.translate("LedgerImportSheets", u"First rows of the sheet", None))
#endif // QT_CONFIG(accessibility)
        self.siteLabel.setText(QCoreApplication.translate("LedgerImportSheets", u"Office of the rows", None))
#if QT_CONFIG(accessibility)
        self.site.setAccessibleName(QCoreApplication.translate("LedgerImportSheets", u"Office of the rows", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

