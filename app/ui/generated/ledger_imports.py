# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'ledger_imports.ui'
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
from PySide6.QtWidgets import (QAbstractButton, QApplication, QComboBox, QDialog,
    QDialogButtonBox, QHBoxLayout, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_LedgerImports(object):
    def setupUi(self, LedgerImports):
        if not LedgerImports.objectName():
            LedgerImports.setObjectName(u"LedgerImports")
        self.column4 = QVBoxLayout(LedgerImports)
        self.column4.setSpacing(8)
        self.column4.setObjectName(u"column4")
        self.column4.setContentsMargins(16, 16, 16, 16)
        self.batchesTitle = Prose(LedgerImports)
        self.batchesTitle.setObjectName(u"batchesTitle")
        self.batchesTitle.setProperty(u"role", u"section")

        self.column4.addWidget(self.batchesTitle)

        self.batchesRoom = QVBoxLayout()
        self.batchesRoom.setSpacing(8)
        self.batchesRoom.setObjectName(u"batchesRoom")
        self.batchesRoom.setContentsMargins(0, 0, 0, 0)

        self.column4.addLayout(self.batchesRoom)

        self.row2 = QHBoxLayout()
        self.row2.setSpacing(8)
        self.row2.setObjectName(u"row2")
        self.row2.setContentsMargins(0, 0, 0, 0)
        self.changesTitle = Prose(LedgerImports)
        self.changesTitle.setObjectName(u"changesTitle")
        self.changesTitle.setProperty(u"role", u"section")

        self.row2.addWidget(self.changesTitle)

        self.spacer1 = QSpacerItem(20, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row2.addItem(self.spacer1)

        self.what = QComboBox(LedgerImports)
        self.what.setObjectName(u"what")

        self.row2.addWidget(self.what)


        self.column4.addLayout(self.row2)

        self.changesRoom = QVBoxLayout()
        self.changesRoom.setSpacing(8)
        self.changesRoom.setObjectName(u"changesRoom")
        self.changesRoom.setContentsMargins(0, 0, 0, 0)

        self.column4.addLayout(self.changesRoom)

        self.more = Prose(LedgerImports)
        self.more.setObjectName(u"more")
        self.more.setProperty(u"role", u"quiet")

        self.column4.addWidget(self.more)

        self.buttons = QDialogButtonBox(LedgerImports)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Close)

        self.column4.addWidget(self.buttons)

        self.column4.setStretch(1, 2)
        self.column4.setStretch(3, 5)
        QWidget.setTabOrder(self.what, self.buttons)

        self.retranslateUi(LedgerImports)

        QMetaObject.connectSlotsByName(LedgerImports)
    # setupUi

    def retranslateUi(self, LedgerImports):
        LedgerImports.setWindowTitle(QCoreApplication.translate("LedgerImports", u"Imports of the ledger", None))
        self.batchesTitle.setText(QCoreApplication.translate("LedgerImports", u"Imports, the latest first", None))
#if QT_CONFIG(accessibility)
        self.what.setAccessibleName(QCoreApplication.translate("LedgerImports", u"Kind of change", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

