# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_milestone.ui'
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
    QDialogButtonBox, QHBoxLayout, QLabel, QSizePolicy,
    QVBoxLayout, QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanMilestone(object):
    def setupUi(self, PlanMilestone):
        if not PlanMilestone.objectName():
            PlanMilestone.setObjectName(u"PlanMilestone")
        self.layout = QVBoxLayout(PlanMilestone)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.heading = Prose(PlanMilestone)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"section")

        self.layout.addWidget(self.heading)

        self.days = QWidget(PlanMilestone)
        self.days.setObjectName(u"days")
        self.days_row = QHBoxLayout(self.days)
        self.days_row.setSpacing(12)
        self.days_row.setObjectName(u"days_row")
        self.days_row.setContentsMargins(0, 0, 0, 0)
        self.start_box = QVBoxLayout()
        self.start_box.setSpacing(4)
        self.start_box.setObjectName(u"start_box")
        self.start_box.setContentsMargins(0, 0, 0, 0)
        self.start_label = QLabel(self.days)
        self.start_label.setObjectName(u"start_label")
        self.start_label.setProperty(u"role", u"quiet")
        self.start_label.setTextFormat(Qt.TextFormat.PlainText)

        self.start_box.addWidget(self.start_label)

        self.start = DateField(self.days)
        self.start.setObjectName(u"start")

        self.start_box.addWidget(self.start)


        self.days_row.addLayout(self.start_box)

        self.end_box = QVBoxLayout()
        self.end_box.setSpacing(4)
        self.end_box.setObjectName(u"end_box")
        self.end_box.setContentsMargins(0, 0, 0, 0)
        self.end_label = QLabel(self.days)
        self.end_label.setObjectName(u"end_label")
        self.end_label.setProperty(u"role", u"quiet")
        self.end_label.setTextFormat(Qt.TextFormat.PlainText)

        self.end_box.addWidget(self.end_label)

        self.end = DateField(self.days)
        self.end.setObjectName(u"end")

        self.end_box.addWidget(self.end)


        self.days_row.addLayout(self.end_box)

        self.done_box = QVBoxLayout()
        self.done_box.setSpacing(4)
        self.done_box.setObjectName(u"done_box")
        self.done_box.setContentsMargins(0, 0, 0, 0)
        self.done_label = QLabel(self.days)
        self.done_label.setObjectName(u"done_label")
        self.done_label.setProperty(u"role", u"quiet")
        self.done_label.setTextFormat(Qt.TextFormat.PlainText)

        self.done_box.addWidget(self.done_label)

        self.done = DateField(self.days)
        self.done.setObjectName(u"done")

        self.done_box.addWidget(self.done)


        self.days_row.addLayout(self.done_box)


        self.layout.addWidget(self.days)

        self.following = QCheckBox(PlanMilestone)
        self.following.setObjectName(u"following")

        self.layout.addWidget(self.following)

        self.told = Prose(PlanMilestone)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.why = QWidget(PlanMilestone)
        self.why.setObjectName(u"why")
        self.why_box = QVBoxLayout(self.why)
        self.why_box.setSpacing(4)
        self.why_box.setObjectName(u"why_box")
        self.why_box.setContentsMargins(0, 0, 0, 0)
        self.reason_label = QLabel(self.why)
        self.reason_label.setObjectName(u"reason_label")
        self.reason_label.setProperty(u"role", u"quiet")
        self.reason_label.setTextFormat(Qt.TextFormat.PlainText)

        self.why_box.addWidget(self.reason_label)

        self.reason = GrowingText(self.why)
        self.reason.setObjectName(u"reason")

        self.why_box.addWidget(self.reason)


        self.layout.addWidget(self.why)

        self.beyond = QWidget(PlanMilestone)
        self.beyond.setObjectName(u"beyond")
        self.beyond_box = QVBoxLayout(self.beyond)
        self.beyond_box.setSpacing(4)
        self.beyond_box.setObjectName(u"beyond_box")
        self.beyond_box.setContentsMargins(0, 0, 0, 0)
        self.beyond_told = Prose(self.beyond)
        self.beyond_told.setObjectName(u"beyond_told")

        self.beyond_box.addWidget(self.beyond_told)

        self.long_label = QLabel(self.beyond)
        self.long_label.setObjectName(u"long_label")
        self.long_label.setProperty(u"role", u"quiet")
        self.long_label.setTextFormat(Qt.TextFormat.PlainText)

        self.beyond_box.addWidget(self.long_label)

        self.long_reason = GrowingText(self.beyond)
        self.long_reason.setObjectName(u"long_reason")

        self.beyond_box.addWidget(self.long_reason)

        self.interim_label = QLabel(self.beyond)
        self.interim_label.setObjectName(u"interim_label")
        self.interim_label.setProperty(u"role", u"quiet")
        self.interim_label.setTextFormat(Qt.TextFormat.PlainText)

        self.beyond_box.addWidget(self.interim_label)

        self.interim = GrowingText(self.beyond)
        self.interim.setObjectName(u"interim")

        self.beyond_box.addWidget(self.interim)


        self.layout.addWidget(self.beyond)

        self.buttons = QDialogButtonBox(PlanMilestone)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.start_label.setBuddy(self.start)
        self.end_label.setBuddy(self.end)
        self.done_label.setBuddy(self.done)
        self.reason_label.setBuddy(self.reason)
        self.long_label.setBuddy(self.long_reason)
        self.interim_label.setBuddy(self.interim)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanMilestone)

        QMetaObject.connectSlotsByName(PlanMilestone)
    # setupUi

    def retranslateUi(self, PlanMilestone):
        self.heading.setText("")
        self.start_label.setText(QCoreApplication.translate("PlanMilestone", u"From", None))
        self.end_label.setText(QCoreApplication.translate("PlanMilestone", u"To", None))
        self.done_label.setText(QCoreApplication.translate("PlanMilestone", u"Done on (empty while it is not)", None))
        self.following.setText(QCoreApplication.translate("PlanMilestone", u"Let the later stages go along by as many days", None))
        self.told.setText("")
        self.reason_label.setText(QCoreApplication.translate("PlanMilestone", u"Why it is later (kept with the slip and printed)", None))
        self.beyond_told.setText("")
        self.long_label.setText(QCoreApplication.translate("PlanMilestone", u"Reason for taking longer than the report summary assumes (\u00b612\u2460)", None))
        self.interim_label.setText(QCoreApplication.translate("PlanMilestone", u"Interim measures until completion (\u00b612\u2460)", None))
        pass
    # retranslateUi

