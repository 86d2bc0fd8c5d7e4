# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_action.ui'
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
from PySide6.QtWidgets import (QApplication, QCheckBox, QComboBox, QFrame,
    QHBoxLayout, QLabel, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanAction(object):
    def setupUi(self, PlanAction):
        if not PlanAction.objectName():
            PlanAction.setObjectName(u"PlanAction")
        self.layout = QVBoxLayout(PlanAction)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(16, 16, 16, 16)
        self.heading = Prose(PlanAction)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"section")

        self.layout.addWidget(self.heading)

        self.state_told = Prose(PlanAction)
        self.state_told.setObjectName(u"state_told")

        self.layout.addWidget(self.state_told)

        self.withdrawn_frame = QFrame(PlanAction)
        self.withdrawn_frame.setObjectName(u"withdrawn_frame")
        self.withdrawn_frame.setProperty(u"role", u"proposal")
        self.withdrawn_layout = QVBoxLayout(self.withdrawn_frame)
        self.withdrawn_layout.setSpacing(8)
        self.withdrawn_layout.setObjectName(u"withdrawn_layout")
        self.withdrawn_layout.setContentsMargins(12, 12, 12, 12)
        self.withdrawn = Prose(self.withdrawn_frame)
        self.withdrawn.setObjectName(u"withdrawn")

        self.withdrawn_layout.addWidget(self.withdrawn)

        self.restore = QPushButton(self.withdrawn_frame)
        self.restore.setObjectName(u"restore")

        self.withdrawn_layout.addWidget(self.restore)


        self.layout.addWidget(self.withdrawn_frame)

        self.drafted_frame = QFrame(PlanAction)
        self.drafted_frame.setObjectName(u"drafted_frame")
        self.drafted_frame.setProperty(u"role", u"proposal")
        self.drafted_layout = QVBoxLayout(self.drafted_frame)
        self.drafted_layout.setSpacing(8)
        self.drafted_layout.setObjectName(u"drafted_layout")
        self.drafted_layout.setContentsMargins(12, 12, 12, 12)
        self.drafted = Prose(self.drafted_frame)
        self.drafted.setObjectName(u"drafted")

        self.drafted_layout.addWidget(self.drafted)

        self.accept = QPushButton(self.drafted_frame)
        self.accept.setObjectName(u"accept")

        self.drafted_layout.addWidget(self.accept)


        self.layout.addWidget(self.drafted_frame)

        self.problem_box = QVBoxLayout()
        self.problem_box.setSpacing(4)
        self.problem_box.setObjectName(u"problem_box")
        self.problem_box.setContentsMargins(0, 0, 0, 0)
        self.problem_label = QLabel(PlanAction)
        self.problem_label.setObjectName(u"problem_label")
        self.problem_label.setProperty(u"role", u"quiet")
        self.problem_label.setTextFormat(Qt.TextFormat.PlainText)

        self.problem_box.addWidget(self.problem_label)

        self.problem = GrowingText(PlanAction)
        self.problem.setObjectName(u"problem")

        self.problem_box.addWidget(self.problem)


        self.layout.addLayout(self.problem_box)

        self.measure_box = QVBoxLayout()
        self.measure_box.setSpacing(4)
        self.measure_box.setObjectName(u"measure_box")
        self.measure_box.setContentsMargins(0, 0, 0, 0)
        self.measure_label = QLabel(PlanAction)
        self.measure_label.setObjectName(u"measure_label")
        self.measure_label.setProperty(u"role", u"quiet")
        self.measure_label.setTextFormat(Qt.TextFormat.PlainText)

        self.measure_box.addWidget(self.measure_label)

        self.measure = GrowingText(PlanAction)
        self.measure.setObjectName(u"measure")

        self.measure_box.addWidget(self.measure)


        self.layout.addLayout(self.measure_box)

        self.owner_box = QVBoxLayout()
        self.owner_box.setSpacing(4)
        self.owner_box.setObjectName(u"owner_box")
        self.owner_box.setContentsMargins(0, 0, 0, 0)
        self.owner_row = QHBoxLayout()
        self.owner_row.setSpacing(8)
        self.owner_row.setObjectName(u"owner_row")
        self.owner_row.setContentsMargins(0, 0, 0, 0)
        self.owner_label = QLabel(PlanAction)
        self.owner_label.setObjectName(u"owner_label")
        self.owner_label.setProperty(u"role", u"quiet")
        self.owner_label.setTextFormat(Qt.TextFormat.PlainText)

        self.owner_row.addWidget(self.owner_label)

        self.owner = QLineEdit(PlanAction)
        self.owner.setObjectName(u"owner")

        self.owner_row.addWidget(self.owner)

        self.owner_row.setStretch(1, 1)

        self.owner_box.addLayout(self.owner_row)


        self.layout.addLayout(self.owner_box)

        self.department_box = QVBoxLayout()
        self.department_box.setSpacing(4)
        self.department_box.setObjectName(u"department_box")
        self.department_box.setContentsMargins(0, 0, 0, 0)
        self.department_row = QHBoxLayout()
        self.department_row.setSpacing(8)
        self.department_row.setObjectName(u"department_row")
        self.department_row.setContentsMargins(0, 0, 0, 0)
        self.department_label = QLabel(PlanAction)
        self.department_label.setObjectName(u"department_label")
        self.department_label.setProperty(u"role", u"quiet")
        self.department_label.setTextFormat(Qt.TextFormat.PlainText)

        self.department_row.addWidget(self.department_label)

        self.department = QLineEdit(PlanAction)
        self.department.setObjectName(u"department")

        self.department_row.addWidget(self.department)

        self.department_row.setStretch(1, 1)

        self.department_box.addLayout(self.department_row)


        self.layout.addLayout(self.department_box)

        self.start_box = QVBoxLayout()
        self.start_box.setSpacing(4)
        self.start_box.setObjectName(u"start_box")
        self.start_box.setContentsMargins(0, 0, 0, 0)
        self.start_row = QHBoxLayout()
        self.start_row.setSpacing(8)
        self.start_row.setObjectName(u"start_row")
        self.start_row.setContentsMargins(0, 0, 0, 0)
        self.start_label = QLabel(PlanAction)
        self.start_label.setObjectName(u"start_label")
        self.start_label.setProperty(u"role", u"quiet")
        self.start_label.setTextFormat(Qt.TextFormat.PlainText)

        self.start_row.addWidget(self.start_label)

        self.start = DateField(PlanAction)
        self.start.setObjectName(u"start")

        self.start_row.addWidget(self.start)

        self.start_row.setStretch(1, 1)

        self.start_box.addLayout(self.start_row)


        self.layout.addLayout(self.start_box)

        self.due_box = QVBoxLayout()
        self.due_box.setSpacing(4)
        self.due_box.setObjectName(u"due_box")
        self.due_box.setContentsMargins(0, 0, 0, 0)
        self.due_row = QHBoxLayout()
        self.due_row.setSpacing(8)
        self.due_row.setObjectName(u"due_row")
        self.due_row.setContentsMargins(0, 0, 0, 0)
        self.due_label = QLabel(PlanAction)
        self.due_label.setObjectName(u"due_label")
        self.due_label.setProperty(u"role", u"quiet")
        self.due_label.setTextFormat(Qt.TextFormat.PlainText)

        self.due_row.addWidget(self.due_label)

        self.due = DateField(PlanAction)
        self.due.setObjectName(u"due")

        self.due_row.addWidget(self.due)

        self.due_row.setStretch(1, 1)

        self.due_box.addLayout(self.due_row)


        self.layout.addLayout(self.due_box)

        self.state_box = QVBoxLayout()
        self.state_box.setSpacing(4)
        self.state_box.setObjectName(u"state_box")
        self.state_box.setContentsMargins(0, 0, 0, 0)
        self.state_row = QHBoxLayout()
        self.state_row.setSpacing(8)
        self.state_row.setObjectName(u"state_row")
        self.state_row.setContentsMargins(0, 0, 0, 0)
        self.state_label = QLabel(PlanAction)
        self.state_label.setObjectName(u"state_label")
        self.state_label.setProperty(u"role", u"quiet")
        self.state_label.setTextFormat(Qt.TextFormat.PlainText)

        self.state_row.addWidget(self.state_label)

        self.state = QComboBox(PlanAction)
        self.state.setObjectName(u"state")

        self.state_row.addWidget(self.state)

        self.state_row.setStretch(1, 1)

        self.state_box.addLayout(self.state_row)


        self.layout.addLayout(self.state_box)

        self.done_box = QVBoxLayout()
        self.done_box.setSpacing(4)
        self.done_box.setObjectName(u"done_box")
        self.done_box.setContentsMargins(0, 0, 0, 0)
        self.done_row = QHBoxLayout()
        self.done_row.setSpacing(8)
        self.done_row.setObjectName(u"done_row")
        self.done_row.setContentsMargins(0, 0, 0, 0)
        self.done_label = QLabel(PlanAction)
        self.done_label.setObjectName(u"done_label")
        self.done_label.setProperty(u"role", u"quiet")
        self.done_label.setTextFormat(Qt.TextFormat.PlainText)

        self.done_row.addWidget(self.done_label)

        self.done = DateField(PlanAction)
        self.done.setObjectName(u"done")

        self.done_row.addWidget(self.done)

        self.done_row.setStretch(1, 1)

        self.done_box.addLayout(self.done_row)


        self.layout.addLayout(self.done_box)

        self.method_box = QVBoxLayout()
        self.method_box.setSpacing(4)
        self.method_box.setObjectName(u"method_box")
        self.method_box.setContentsMargins(0, 0, 0, 0)
        self.method_label = QLabel(PlanAction)
        self.method_label.setObjectName(u"method_label")
        self.method_label.setProperty(u"role", u"quiet")
        self.method_label.setTextFormat(Qt.TextFormat.PlainText)

        self.method_box.addWidget(self.method_label)

        self.method = GrowingText(PlanAction)
        self.method.setObjectName(u"method")

        self.method_box.addWidget(self.method)


        self.layout.addLayout(self.method_box)

        self.causes_box = QVBoxLayout()
        self.causes_box.setSpacing(4)
        self.causes_box.setObjectName(u"causes_box")
        self.causes_box.setContentsMargins(0, 0, 0, 0)
        self.causes_label = Prose(PlanAction)
        self.causes_label.setObjectName(u"causes_label")
        self.causes_label.setProperty(u"role", u"quiet")

        self.causes_box.addWidget(self.causes_label)

        self.causes_row = QHBoxLayout()
        self.causes_row.setSpacing(12)
        self.causes_row.setObjectName(u"causes_row")
        self.causes_row.setContentsMargins(0, 0, 0, 0)
        self.cause_opportunity = QCheckBox(PlanAction)
        self.cause_opportunity.setObjectName(u"cause_opportunity")

        self.causes_row.addWidget(self.cause_opportunity)

        self.cause_motive = QCheckBox(PlanAction)
        self.cause_motive.setObjectName(u"cause_motive")

        self.causes_row.addWidget(self.cause_motive)

        self.cause_rationalisation = QCheckBox(PlanAction)
        self.cause_rationalisation.setObjectName(u"cause_rationalisation")

        self.causes_row.addWidget(self.cause_rationalisation)

        self.spacer2 = QSpacerItem(40, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.causes_row.addItem(self.spacer2)


        self.causes_box.addLayout(self.causes_row)


        self.layout.addLayout(self.causes_box)

        self.directions_box = QVBoxLayout()
        self.directions_box.setSpacing(4)
        self.directions_box.setObjectName(u"directions_box")
        self.directions_box.setContentsMargins(0, 0, 0, 0)
        self.directions_label = Prose(PlanAction)
        self.directions_label.setObjectName(u"directions_label")
        self.directions_label.setProperty(u"role", u"quiet")

        self.directions_box.addWidget(self.directions_label)

        self.directions_column = QVBoxLayout()
        self.directions_column.setSpacing(0)
        self.directions_column.setObjectName(u"directions_column")
        self.directions_column.setContentsMargins(0, 0, 0, 0)
        self.direction_1 = QCheckBox(PlanAction)
        self.direction_1.setObjectName(u"direction_1")

        self.directions_column.addWidget(self.direction_1)

        self.direction_2 = QCheckBox(PlanAction)
        self.direction_2.setObjectName(u"direction_2")

        self.directions_column.addWidget(self.direction_2)

        self.direction_3 = QCheckBox(PlanAction)
        self.direction_3.setObjectName(u"direction_3")

        self.directions_column.addWidget(self.direction_3)

        self.direction_4 = QCheckBox(PlanAction)
        self.direction_4.setObjectName(u"direction_4")

        self.directions_column.addWidget(self.direction_4)

        self.direction_5 = QCheckBox(PlanAction)
        self.direction_5.setObjectName(u"direction_5")

        self.directions_column.addWidget(self.direction_5)


        self.directions_box.addLayout(self.directions_column)


        self.layout.addLayout(self.directions_box)

        self.findings_section = QVBoxLayout()
        self.findings_section.setSpacing(6)
        self.findings_section.setObjectName(u"findings_section")
        self.findings_section.setContentsMargins(0, 0, 0, 0)
        self.findings_title = Prose(PlanAction)
        self.findings_title.setObjectName(u"findings_title")
        self.findings_title.setProperty(u"role", u"section")

        self.findings_section.addWidget(self.findings_title)

        self.findings_list = QVBoxLayout()
        self.findings_list.setSpacing(2)
        self.findings_list.setObjectName(u"findings_list")
        self.findings_list.setContentsMargins(0, 0, 0, 0)

        self.findings_section.addLayout(self.findings_list)


        self.layout.addLayout(self.findings_section)

        self.withdraw = QPushButton(PlanAction)
        self.withdraw.setObjectName(u"withdraw")

        self.layout.addWidget(self.withdraw)

        self.spacer3 = QSpacerItem(20, 40, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout.addItem(self.spacer3)

#if QT_CONFIG(shortcut)
        self.problem_label.setBuddy(self.problem)
        self.measure_label.setBuddy(self.measure)
        self.owner_label.setBuddy(self.owner)
        self.department_label.setBuddy(self.department)
        self.start_label.setBuddy(self.start)
        self.due_label.setBuddy(self.due)
        self.state_label.setBuddy(self.state)
        self.done_label.setBuddy(self.done)
        self.method_label.setBuddy(self.method)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanAction)

        QMetaObject.connectSlotsByName(PlanAction)
    # setupUi

    def retranslateUi(self, PlanAction):
        self.heading.setText("")
        self.state_told.setText("")
        self.withdrawn.setText("")
        self.restore.setText(QCoreApplication.translate("PlanAction", u"Take back into the plan", None))
        self.drafted.setText("")
        self.accept.setText(QCoreApplication.translate("PlanAction", u"Accept the draft as it is", None))
        self.problem_label.setText(QCoreApplication.translate("PlanAction", u"Present problem", None))
        self.measure_label.setText(QCoreApplication.translate("PlanAction", u"Measure", None))
        self.owner_label.setText(QCoreApplication.translate("PlanAction", u"Person in charge", None))
        self.department_label.setText(QCoreApplication.translate("PlanAction", u"Section in charge", None))
        self.start_label.setText(QCoreApplication.translate("PlanAction", u"Start", None))
        self.due_label.setText(QCoreApplication.translate("PlanAction", u"Due date", None))
        self.state_label.setText(QCoreApplication.translate("PlanAction", u"State", None))
        self.done_label.setText(QCoreApplication.translate("PlanAction", u"Day of completion", None))
        self.method_label.setText(QCoreApplication.translate("PlanAction", u"How the effect is checked", None))
        self.causes_label.setText(QCoreApplication.translate("PlanAction", u"Cause (\u00b67)", None))
        self.cause_opportunity.setText(QCoreApplication.translate("PlanAction", u"Opportunity", None))
        self.cause_motive.setText(QCoreApplication.translate("PlanAction", u"Motive", None))
        self.cause_rationalisation.setText(QCoreApplication.translate("PlanAction", u"Rationalisation", None))
        self.directions_label.setText(QCoreApplication.translate("PlanAction", u"Directions (\u00b67 \u2460\u2013\u2464)", None))
        self.direction_1.setText("")
        self.direction_2.setText("")
        self.direction_3.setText("")
        self.direction_4.setText("")
        self.direction_5.setText("")
        self.findings_title.setText(QCoreApplication.translate("PlanAction", u"Findings it answers", None))
        self.withdraw.setText(QCoreApplication.translate("PlanAction", u"Withdraw the measure\u2026", None))
        pass
    # retranslateUi

