# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'ledger_import_columns.ui'
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
from PySide6.QtWidgets import (QApplication, QHeaderView, QPushButton, QSizePolicy,
    QTableView, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_LedgerImportColumns(object):
    def setupUi(self, LedgerImportColumns):
        if not LedgerImportColumns.objectName():
            LedgerImportColumns.setObjectName(u"LedgerImportColumns")
        self.column2 = QVBoxLayout(LedgerImportColumns)
        self.column2.setSpacing(8)
        self.column2.setObjectName(u"column2")
        self.column2.setContentsMargins(0, 0, 0, 0)
        self.summary = Prose(LedgerImportColumns)
        self.summary.setObjectName(u"summary")
        self.summary.setProperty(u"role", u"section")

        self.column2.addWidget(self.summary)

        self.columns = QTableView(LedgerImportColumns)
        self.columns.setObjectName(u"columns")
        self.columns.setShowGrid(False)
        self.columns.setWordWrap(False)

        self.column2.addWidget(self.columns)

        self.acts = QWidget(LedgerImportColumns)
        self.acts.setObjectName(u"acts")
        self.confirm = QPushButton(self.acts)
        self.confirm.setObjectName(u"confirm")
        self.confirm.setAutoDefault(False)
        self.leave = QPushButton(self.acts)
        self.leave.setObjectName(u"leave")
        self.leave.setAutoDefault(False)

        self.column2.addWidget(self.acts)

        self.hint = Prose(LedgerImportColumns)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"hint")

        self.column2.addWidget(self.hint)

        self.column2.setStretch(1, 1)
        QWidget.setTabOrder(self.columns, self.confirm)
        QWidget.setTabOrder(self.confirm, self.leave)

        self.retranslateUi(LedgerImportColumns)

        QMetaObject.connectSlotsByName(LedgerImportColumns)
    # setupUi

    def retranslateUi(self, LedgerImportColumns):
#if QT_CONFIG(accessibility)
        self.columns.setAccessibleName(QCoreApplication.translate("LedgerImportColumns", u"Columns of the file", None))
#endif // QT_CONFIG(accessibility)
        self.confirm.setText(QCoreApplication.translate("LedgerImportColumns", u"The chosen columns are right", None))
        self.leave.setText(QCoreApplication.translate("LedgerImportColumns", u"Leave the chosen columns out", None))
        self.hint.setText(QCoreApplication.translate("LedgerImportColumns", u"Enter or F2 opens the choice of a field. What you decide here is remembered for files with the same headings.", None))
        pass
    # retranslateUi

