# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_effect.ui'
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
    QDialogButtonBox, QLabel, QLineEdit, QSizePolicy,
    QVBoxLayout, QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanEffect(object):
    def setupUi(self, PlanEffect):
        if not PlanEffect.objectName():
            PlanEffect.setObjectName(u"PlanEffect")
        self.layout = QVBoxLayout(PlanEffect)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PlanEffect)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.known = Prose(PlanEffect)
        self.known.setObjectName(u"known")
        self.known.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.known)

        self.result_box = QVBoxLayout()
        self.result_box.setSpacing(4)
        self.result_box.setObjectName(u"result_box")
        self.result_box.setContentsMargins(0, 0, 0, 0)
        self.result_label = QLabel(PlanEffect)
        self.result_label.setObjectName(u"result_label")
        self.result_label.setProperty(u"role", u"quiet")
        self.result_label.setTextFormat(Qt.TextFormat.PlainText)

        self.result_box.addWidget(self.result_label)

        self.result = QComboBox(PlanEffect)
        self.result.setObjectName(u"result")

        self.result_box.addWidget(self.result)


        self.layout.addLayout(self.result_box)

        self.person_box = QVBoxLayout()
        self.person_box.setSpacing(4)
        self.person_box.setObjectName(u"person_box")
        self.person_box.setContentsMargins(0, 0, 0, 0)
        self.person_label = QLabel(PlanEffect)
        self.person_label.setObjectName(u"person_label")
        self.person_label.setProperty(u"role", u"quiet")
        self.person_label.setTextFormat(Qt.TextFormat.PlainText)

        self.person_box.addWidget(self.person_label)

        self.person = QLineEdit(PlanEffect)
        self.person.setObjectName(u"person")

        self.person_box.addWidget(self.person)


        self.layout.addLayout(self.person_box)

        self.checked_on_box = QVBoxLayout()
        self.checked_on_box.setSpacing(4)
        self.checked_on_box.setObjectName(u"checked_on_box")
        self.checked_on_box.setContentsMargins(0, 0, 0, 0)
        self.checked_on_label = QLabel(PlanEffect)
        self.checked_on_label.setObjectName(u"checked_on_label")
        self.checked_on_label.setProperty(u"role", u"quiet")
        self.checked_on_label.setTextFormat(Qt.TextFormat.PlainText)

        self.checked_on_box.addWidget(self.checked_on_label)

        self.checked_on = DateField(PlanEffect)
        self.checked_on.setObjectName(u"checked_on")

        self.checked_on_box.addWidget(self.checked_on)


        self.layout.addLayout(self.checked_on_box)

        self.remark_box = QVBoxLayout()
        self.remark_box.setSpacing(4)
        self.remark_box.setObjectName(u"remark_box")
        self.remark_box.setContentsMargins(0, 0, 0, 0)
        self.remark_label = QLabel(PlanEffect)
        self.remark_label.setObjectName(u"remark_label")
        self.remark_label.setProperty(u"role", u"quiet")
        self.remark_label.setTextFormat(Qt.TextFormat.PlainText)

        self.remark_box.addWidget(self.remark_label)

        self.remark = GrowingText(PlanEffect)
        self.remark.setObjectName(u"remark")

        self.remark_box.addWidget(self.remark)


        self.layout.addLayout(self.remark_box)

        self.missing = Prose(PlanEffect)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"hint")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(PlanEffect)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.result_label.setBuddy(self.result)
        self.person_label.setBuddy(self.person)
        self.checked_on_label.setBuddy(self.checked_on)
        self.remark_label.setBuddy(self.remark)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanEffect)

        QMetaObject.connectSlotsByName(PlanEffect)
    # setupUi

    def retranslateUi(self, PlanEffect):
        self.told.setText("")
        self.known.setText("")
        self.result_label.setText(QCoreApplication.translate("PlanEffect", u"What it came to", None))
        self.person_label.setText(QCoreApplication.translate("PlanEffect", u"Who looked at the effect", None))
        self.checked_on_label.setText(QCoreApplication.translate("PlanEffect", u"Day on which it was looked at", None))
        self.remark_label.setText(QCoreApplication.translate("PlanEffect", u"Remark (what is lacking, where it is not effective)", None))
        self.missing.setText("")
        pass
    # retranslateUi

