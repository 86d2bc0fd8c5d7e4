# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_new_action.ui'
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
    QDialogButtonBox, QLabel, QSizePolicy, QVBoxLayout,
    QWidget)

from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanNewAction(object):
    def setupUi(self, PlanNewAction):
        if not PlanNewAction.objectName():
            PlanNewAction.setObjectName(u"PlanNewAction")
        self.layout = QVBoxLayout(PlanNewAction)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PlanNewAction)
        self.told.setObjectName(u"told")
        self.told.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.told)

        self.item_box = QVBoxLayout()
        self.item_box.setSpacing(4)
        self.item_box.setObjectName(u"item_box")
        self.item_box.setContentsMargins(0, 0, 0, 0)
        self.item_label = QLabel(PlanNewAction)
        self.item_label.setObjectName(u"item_label")
        self.item_label.setProperty(u"role", u"quiet")
        self.item_label.setTextFormat(Qt.TextFormat.PlainText)

        self.item_box.addWidget(self.item_label)

        self.item = QComboBox(PlanNewAction)
        self.item.setObjectName(u"item")

        self.item_box.addWidget(self.item)


        self.layout.addLayout(self.item_box)

        self.text_box = QVBoxLayout()
        self.text_box.setSpacing(4)
        self.text_box.setObjectName(u"text_box")
        self.text_box.setContentsMargins(0, 0, 0, 0)
        self.text_label = QLabel(PlanNewAction)
        self.text_label.setObjectName(u"text_label")
        self.text_label.setProperty(u"role", u"quiet")
        self.text_label.setTextFormat(Qt.TextFormat.PlainText)

        self.text_box.addWidget(self.text_label)

        self.text = GrowingText(PlanNewAction)
        self.text.setObjectName(u"text")

        self.text_box.addWidget(self.text)


        self.layout.addLayout(self.text_box)

        self.missing = Prose(PlanNewAction)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(PlanNewAction)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.item_label.setBuddy(self.item)
        self.text_label.setBuddy(self.text)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanNewAction)

        QMetaObject.connectSlotsByName(PlanNewAction)
    # setupUi

    def retranslateUi(self, PlanNewAction):
        PlanNewAction.setWindowTitle(QCoreApplication.translate("PlanNewAction", u"Add a measure", None))
        self.told.setText(QCoreApplication.translate("PlanNewAction", u"The rest is written beside the table afterwards.", None))
        self.item_label.setText(QCoreApplication.translate("PlanNewAction", u"Item", None))
        self.text_label.setText(QCoreApplication.translate("PlanNewAction", u"What is done", None))
        self.missing.setText("")
    # retranslateUi

