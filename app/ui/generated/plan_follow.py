# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_follow.ui'
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
    QLabel, QLineEdit, QSizePolicy, QSpinBox,
    QVBoxLayout, QWidget)

from app.ui.plan.steps import StepsEditor
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanFollow(object):
    def setupUi(self, PlanFollow):
        if not PlanFollow.objectName():
            PlanFollow.setObjectName(u"PlanFollow")
        self.layout = QVBoxLayout(PlanFollow)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PlanFollow)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.progress_box = QVBoxLayout()
        self.progress_box.setSpacing(4)
        self.progress_box.setObjectName(u"progress_box")
        self.progress_box.setContentsMargins(0, 0, 0, 0)
        self.progress_label = QLabel(PlanFollow)
        self.progress_label.setObjectName(u"progress_label")
        self.progress_label.setProperty(u"role", u"quiet")
        self.progress_label.setTextFormat(Qt.TextFormat.PlainText)

        self.progress_box.addWidget(self.progress_label)

        self.progress = QSpinBox(PlanFollow)
        self.progress.setObjectName(u"progress")

        self.progress_box.addWidget(self.progress)


        self.layout.addLayout(self.progress_box)

        self.account_box = QVBoxLayout()
        self.account_box.setSpacing(4)
        self.account_box.setObjectName(u"account_box")
        self.account_box.setContentsMargins(0, 0, 0, 0)
        self.account_label = QLabel(PlanFollow)
        self.account_label.setObjectName(u"account_label")
        self.account_label.setProperty(u"role", u"quiet")
        self.account_label.setTextFormat(Qt.TextFormat.PlainText)

        self.account_box.addWidget(self.account_label)

        self.account = GrowingText(PlanFollow)
        self.account.setObjectName(u"account")

        self.account_box.addWidget(self.account)


        self.layout.addLayout(self.account_box)

        self.upcoming_box = QVBoxLayout()
        self.upcoming_box.setSpacing(4)
        self.upcoming_box.setObjectName(u"upcoming_box")
        self.upcoming_box.setContentsMargins(0, 0, 0, 0)
        self.upcoming_label = QLabel(PlanFollow)
        self.upcoming_label.setObjectName(u"upcoming_label")
        self.upcoming_label.setProperty(u"role", u"quiet")
        self.upcoming_label.setTextFormat(Qt.TextFormat.PlainText)

        self.upcoming_box.addWidget(self.upcoming_label)

        self.upcoming = GrowingText(PlanFollow)
        self.upcoming.setObjectName(u"upcoming")

        self.upcoming_box.addWidget(self.upcoming)


        self.layout.addLayout(self.upcoming_box)

        self.steps_box = QVBoxLayout()
        self.steps_box.setSpacing(4)
        self.steps_box.setObjectName(u"steps_box")
        self.steps_box.setContentsMargins(0, 0, 0, 0)
        self.steps_label = QLabel(PlanFollow)
        self.steps_label.setObjectName(u"steps_label")
        self.steps_label.setProperty(u"role", u"quiet")
        self.steps_label.setTextFormat(Qt.TextFormat.PlainText)

        self.steps_box.addWidget(self.steps_label)

        self.steps = StepsEditor(PlanFollow)
        self.steps.setObjectName(u"steps")

        self.steps_box.addWidget(self.steps)


        self.layout.addLayout(self.steps_box)

        self.cost_box = QVBoxLayout()
        self.cost_box.setSpacing(4)
        self.cost_box.setObjectName(u"cost_box")
        self.cost_box.setContentsMargins(0, 0, 0, 0)
        self.cost_label = QLabel(PlanFollow)
        self.cost_label.setObjectName(u"cost_label")
        self.cost_label.setProperty(u"role", u"quiet")
        self.cost_label.setTextFormat(Qt.TextFormat.PlainText)

        self.cost_box.addWidget(self.cost_label)

        self.cost = QLineEdit(PlanFollow)
        self.cost.setObjectName(u"cost")

        self.cost_box.addWidget(self.cost)


        self.layout.addLayout(self.cost_box)

        self.effort_box = QVBoxLayout()
        self.effort_box.setSpacing(4)
        self.effort_box.setObjectName(u"effort_box")
        self.effort_box.setContentsMargins(0, 0, 0, 0)
        self.effort_label = QLabel(PlanFollow)
        self.effort_label.setObjectName(u"effort_label")
        self.effort_label.setProperty(u"role", u"quiet")
        self.effort_label.setTextFormat(Qt.TextFormat.PlainText)

        self.effort_box.addWidget(self.effort_label)

        self.effort = QLineEdit(PlanFollow)
        self.effort.setObjectName(u"effort")

        self.effort_box.addWidget(self.effort)


        self.layout.addLayout(self.effort_box)

        self.missing = Prose(PlanFollow)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"hint")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(PlanFollow)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.progress_label.setBuddy(self.progress)
        self.account_label.setBuddy(self.account)
        self.upcoming_label.setBuddy(self.upcoming)
        self.steps_label.setBuddy(self.steps)
        self.cost_label.setBuddy(self.cost)
        self.effort_label.setBuddy(self.effort)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanFollow)

        QMetaObject.connectSlotsByName(PlanFollow)
    # setupUi

    def retranslateUi(self, PlanFollow):
        self.told.setText("")
        self.progress_label.setText(QCoreApplication.translate("PlanFollow", u"Progress (percent, apart from the state)", None))
        self.account_label.setText(QCoreApplication.translate("PlanFollow", u"What was done", None))
        self.upcoming_label.setText(QCoreApplication.translate("PlanFollow", u"What comes next", None))
        self.steps_label.setText(QCoreApplication.translate("PlanFollow", u"Milestones: what, by when, reached on", None))
        self.cost_label.setText(QCoreApplication.translate("PlanFollow", u"Cost (with a number; empty: not printed)", None))
        self.effort_label.setText(QCoreApplication.translate("PlanFollow", u"Effort (with a number; empty: not printed)", None))
        self.missing.setText("")
        pass
    # retranslateUi

