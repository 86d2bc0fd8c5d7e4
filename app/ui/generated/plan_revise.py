# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_revise.ui'
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
from PySide6.QtWidgets import (QAbstractButton, QApplication, QCheckBox, QDialog,
    QDialogButtonBox, QLabel, QSizePolicy, QVBoxLayout,
    QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanRevise(object):
    def setupUi(self, PlanRevise):
        if not PlanRevise.objectName():
            PlanRevise.setObjectName(u"PlanRevise")
        self.layout = QVBoxLayout(PlanRevise)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PlanRevise)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.known = Prose(PlanRevise)
        self.known.setObjectName(u"known")
        self.known.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.known)

        self.due_box = QVBoxLayout()
        self.due_box.setSpacing(4)
        self.due_box.setObjectName(u"due_box")
        self.due_box.setContentsMargins(0, 0, 0, 0)
        self.due_label = QLabel(PlanRevise)
        self.due_label.setObjectName(u"due_label")
        self.due_label.setProperty(u"role", u"quiet")
        self.due_label.setTextFormat(Qt.TextFormat.PlainText)

        self.due_box.addWidget(self.due_label)

        self.due = DateField(PlanRevise)
        self.due.setObjectName(u"due")

        self.due_box.addWidget(self.due)


        self.layout.addLayout(self.due_box)

        self.past = QCheckBox(PlanRevise)
        self.past.setObjectName(u"past")

        self.layout.addWidget(self.past)

        self.reason_box = QVBoxLayout()
        self.reason_box.setSpacing(4)
        self.reason_box.setObjectName(u"reason_box")
        self.reason_box.setContentsMargins(0, 0, 0, 0)
        self.reason_label = QLabel(PlanRevise)
        self.reason_label.setObjectName(u"reason_label")
        self.reason_label.setProperty(u"role", u"quiet")
        self.reason_label.setTextFormat(Qt.TextFormat.PlainText)

        self.reason_box.addWidget(self.reason_label)

        self.reason = GrowingText(PlanRevise)
        self.reason.setObjectName(u"reason")

        self.reason_box.addWidget(self.reason)


        self.layout.addLayout(self.reason_box)

        self.missing = Prose(PlanRevise)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"hint")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(PlanRevise)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.due_label.setBuddy(self.due)
        self.reason_label.setBuddy(self.reason)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanRevise)

        QMetaObject.connectSlotsByName(PlanRevise)
    # setupUi

    def retranslateUi(self, PlanRevise):
        self.told.setText("")
        self.known.setText("")
        self.due_label.setText(QCoreApplication.translate("PlanRevise", u"Due date from now on", None))
        self.past.setText(QCoreApplication.translate("PlanRevise", u"The day has passed, and it is meant", None))
        self.reason_label.setText(QCoreApplication.translate("PlanRevise", u"Reason (it stays in the history)", None))
        self.missing.setText("")
        pass
    # retranslateUi

