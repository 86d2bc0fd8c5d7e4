# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_cadence.ui'
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

from app.ui.widgets.prose import Prose

class Ui_PlanCadence(object):
    def setupUi(self, PlanCadence):
        if not PlanCadence.objectName():
            PlanCadence.setObjectName(u"PlanCadence")
        self.layout = QVBoxLayout(PlanCadence)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PlanCadence)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.every_box = QVBoxLayout()
        self.every_box.setSpacing(4)
        self.every_box.setObjectName(u"every_box")
        self.every_box.setContentsMargins(0, 0, 0, 0)
        self.every_label = QLabel(PlanCadence)
        self.every_label.setObjectName(u"every_label")
        self.every_label.setProperty(u"role", u"quiet")
        self.every_label.setTextFormat(Qt.TextFormat.PlainText)

        self.every_box.addWidget(self.every_label)

        self.every = QComboBox(PlanCadence)
        self.every.setObjectName(u"every")

        self.every_box.addWidget(self.every)


        self.layout.addLayout(self.every_box)

        self.days_box = QVBoxLayout()
        self.days_box.setSpacing(4)
        self.days_box.setObjectName(u"days_box")
        self.days_box.setContentsMargins(0, 0, 0, 0)
        self.days_label = QLabel(PlanCadence)
        self.days_label.setObjectName(u"days_label")
        self.days_label.setProperty(u"role", u"quiet")
        self.days_label.setTextFormat(Qt.TextFormat.PlainText)

        self.days_box.addWidget(self.days_label)

        self.days = QLineEdit(PlanCadence)
        self.days.setObjectName(u"days")

        self.days_box.addWidget(self.days)


        self.layout.addLayout(self.days_box)

        self.missing = Prose(PlanCadence)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"hint")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(PlanCadence)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.every_label.setBuddy(self.every)
        self.days_label.setBuddy(self.days)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanCadence)

        QMetaObject.connectSlotsByName(PlanCadence)
    # setupUi

    def retranslateUi(self, PlanCadence):
        self.told.setText("")
        self.every_label.setText(QCoreApplication.translate("PlanCadence", u"How often", None))
        self.days_label.setText(QCoreApplication.translate("PlanCadence", u"Days", None))
        self.missing.setText("")
        pass
    # retranslateUi

