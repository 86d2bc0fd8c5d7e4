# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_reason.ui'
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
    QLabel, QSizePolicy, QVBoxLayout, QWidget)

from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanReason(object):
    def setupUi(self, PlanReason):
        if not PlanReason.objectName():
            PlanReason.setObjectName(u"PlanReason")
        self.layout = QVBoxLayout(PlanReason)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PlanReason)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.reason_box = QVBoxLayout()
        self.reason_box.setSpacing(4)
        self.reason_box.setObjectName(u"reason_box")
        self.reason_box.setContentsMargins(0, 0, 0, 0)
        self.reason_label = QLabel(PlanReason)
        self.reason_label.setObjectName(u"reason_label")
        self.reason_label.setProperty(u"role", u"quiet")
        self.reason_label.setTextFormat(Qt.TextFormat.PlainText)

        self.reason_box.addWidget(self.reason_label)

        self.reason = GrowingText(PlanReason)
        self.reason.setObjectName(u"reason")

        self.reason_box.addWidget(self.reason)


        self.layout.addLayout(self.reason_box)

        self.buttons = QDialogButtonBox(PlanReason)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.reason_label.setBuddy(self.reason)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanReason)

        QMetaObject.connectSlotsByName(PlanReason)
    # setupUi

    def retranslateUi(self, PlanReason):
        self.told.setText("")
        self.reason_label.setText(QCoreApplication.translate("PlanReason", u"Reason (it stays in the history)", None))
        pass
    # retranslateUi

