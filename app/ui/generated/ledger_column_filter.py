# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'ledger_column_filter.ui'
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
    QDialogButtonBox, QLineEdit, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_LedgerColumnFilter(object):
    def setupUi(self, LedgerColumnFilter):
        if not LedgerColumnFilter.objectName():
            LedgerColumnFilter.setObjectName(u"LedgerColumnFilter")
        self.column1 = QVBoxLayout(LedgerColumnFilter)
        self.column1.setSpacing(8)
        self.column1.setObjectName(u"column1")
        self.column1.setContentsMargins(16, 16, 16, 16)
        self.columnLabel = Prose(LedgerColumnFilter)
        self.columnLabel.setObjectName(u"columnLabel")

        self.column1.addWidget(self.columnLabel)

        self.column = QComboBox(LedgerColumnFilter)
        self.column.setObjectName(u"column")
        self.column.setMinimumSize(QSize(260, 0))

        self.column1.addWidget(self.column)

        self.textLabel = Prose(LedgerColumnFilter)
        self.textLabel.setObjectName(u"textLabel")

        self.column1.addWidget(self.textLabel)

        self.text = QLineEdit(LedgerColumnFilter)
        self.text.setObjectName(u"text")

        self.column1.addWidget(self.text)

        self.hint = Prose(LedgerColumnFilter)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"hint")

        self.column1.addWidget(self.hint)

        self.spacer1 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column1.addItem(self.spacer1)

        self.buttons = QDialogButtonBox(LedgerColumnFilter)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.column1.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.columnLabel.setBuddy(self.column)
        self.textLabel.setBuddy(self.text)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.column, self.text)
        QWidget.setTabOrder(self.text, self.buttons)

        self.retranslateUi(LedgerColumnFilter)

        QMetaObject.connectSlotsByName(LedgerColumnFilter)
    # setupUi

    def retranslateUi(self, LedgerColumnFilter):
        LedgerColumnFilter.setWindowTitle(QCoreApplication.translate("LedgerColumnFilter", u"Condition on a column", None))
        self.columnLabel.setText(QCoreApplication.translate("LedgerColumnFilter", u"Column", None))
#if QT_CONFIG(accessibility)
        self.column.setAccessibleName(QCoreApplication.translate("LedgerColumnFilter", u"Column", None))
#endif // QT_CONFIG(accessibility)
        self.textLabel.setText(QCoreApplication.translate("LedgerColumnFilter", u"Has in it", None))
#if QT_CONFIG(accessibility)
        self.text.setAccessibleName(QCoreApplication.translate("LedgerColumnFilter", u"Has in it", None))
#endif // QT_CONFIG(accessibility)
        self.hint.setText(QCoreApplication.translate("LedgerColumnFilter", u"Width and case of letters do not matter. An empty field lifts the condition.", None))
    # retranslateUi

