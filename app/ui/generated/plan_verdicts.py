# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_verdicts.ui'
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
from PySide6.QtWidgets import (QAbstractButton, QApplication, QDialog, QDialogButtonBox,
    QLabel, QLineEdit, QScrollArea, QSizePolicy,
    QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_PlanVerdicts(object):
    def setupUi(self, PlanVerdicts):
        if not PlanVerdicts.objectName():
            PlanVerdicts.setObjectName(u"PlanVerdicts")
        self.layout = QVBoxLayout(PlanVerdicts)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PlanVerdicts)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.places_area = QScrollArea(PlanVerdicts)
        self.places_area.setObjectName(u"places_area")
        self.places_area.setWidgetResizable(True)
        self.places_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.places_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places = QWidget()
        self.places.setObjectName(u"places")
        self.places_layout = QVBoxLayout(self.places)
        self.places_layout.setSpacing(12)
        self.places_layout.setObjectName(u"places_layout")
        self.places_layout.setContentsMargins(0, 0, 0, 0)
        self.places_area.setWidget(self.places)

        self.layout.addWidget(self.places_area)

        self.reason_box = QVBoxLayout()
        self.reason_box.setSpacing(4)
        self.reason_box.setObjectName(u"reason_box")
        self.reason_box.setContentsMargins(0, 0, 0, 0)
        self.reason_label = QLabel(PlanVerdicts)
        self.reason_label.setObjectName(u"reason_label")
        self.reason_label.setProperty(u"role", u"quiet")
        self.reason_label.setTextFormat(Qt.TextFormat.PlainText)

        self.reason_box.addWidget(self.reason_label)

        self.reason = QLineEdit(PlanVerdicts)
        self.reason.setObjectName(u"reason")

        self.reason_box.addWidget(self.reason)


        self.layout.addLayout(self.reason_box)

        self.missing = Prose(PlanVerdicts)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"hint")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(PlanVerdicts)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.reason_label.setBuddy(self.reason)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanVerdicts)

        QMetaObject.connectSlotsByName(PlanVerdicts)
    # setupUi

    def retranslateUi(self, PlanVerdicts):
        self.told.setText("")
        self.reason_label.setText(QCoreApplication.translate("PlanVerdicts", u"Further reason (said after the measure)", None))
        self.missing.setText("")
        pass
    # retranslateUi

