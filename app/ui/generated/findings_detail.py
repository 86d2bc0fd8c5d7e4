# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'findings_detail.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QLabel, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_FindingsDetail(object):
    def setupUi(self, FindingsDetail):
        if not FindingsDetail.objectName():
            FindingsDetail.setObjectName(u"FindingsDetail")
        self.layout = QVBoxLayout(FindingsDetail)
        self.layout.setSpacing(16)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(16, 16, 16, 16)
        self.grade = Prose(FindingsDetail)
        self.grade.setObjectName(u"grade")

        self.layout.addWidget(self.grade)

        self.title = Prose(FindingsDetail)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"section")

        self.layout.addWidget(self.title)

        self.sentence = Prose(FindingsDetail)
        self.sentence.setObjectName(u"sentence")

        self.layout.addWidget(self.sentence)

        self.meta = Prose(FindingsDetail)
        self.meta.setObjectName(u"meta")
        self.meta.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.meta)

        self.partly = Prose(FindingsDetail)
        self.partly.setObjectName(u"partly")
        self.partly.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.partly)

        self.state_section = QVBoxLayout()
        self.state_section.setSpacing(6)
        self.state_section.setObjectName(u"state_section")
        self.state_section.setContentsMargins(0, 0, 0, 0)
        self.state_title = Prose(FindingsDetail)
        self.state_title.setObjectName(u"state_title")
        self.state_title.setProperty(u"role", u"section")

        self.state_section.addWidget(self.state_title)

        self.status_box = QVBoxLayout()
        self.status_box.setSpacing(4)
        self.status_box.setObjectName(u"status_box")
        self.status_box.setContentsMargins(0, 0, 0, 0)
        self.status_label = QLabel(FindingsDetail)
        self.status_label.setObjectName(u"status_label")
        self.status_label.setProperty(u"role", u"quiet")
        self.status_label.setTextFormat(Qt.TextFormat.PlainText)

        self.status_box.addWidget(self.status_label)

        self.status = QComboBox(FindingsDetail)
        self.status.setObjectName(u"status")

        self.status_box.addWidget(self.status)


        self.state_section.addLayout(self.status_box)

        self.remark_box = QVBoxLayout()
        self.remark_box.setSpacing(4)
        self.remark_box.setObjectName(u"remark_box")
        self.remark_box.setContentsMargins(0, 0, 0, 0)
        self.remark_label = QLabel(FindingsDetail)
        self.remark_label.setObjectName(u"remark_label")
        self.remark_label.setProperty(u"role", u"quiet")
        self.remark_label.setTextFormat(Qt.TextFormat.PlainText)

        self.remark_box.addWidget(self.remark_label)

        self.remark = GrowingText(FindingsDetail)
        self.remark.setObjectName(u"remark")

        self.remark_box.addWidget(self.remark)


        self.state_section.addLayout(self.remark_box)


        self.layout.addLayout(self.state_section)

        self.measures_section = QVBoxLayout()
        self.measures_section.setSpacing(6)
        self.measures_section.setObjectName(u"measures_section")
        self.measures_section.setContentsMargins(0, 0, 0, 0)
        self.measures_title = Prose(FindingsDetail)
        self.measures_title.setObjectName(u"measures_title")
        self.measures_title.setProperty(u"role", u"section")

        self.measures_section.addWidget(self.measures_title)

        self.measures_list = QVBoxLayout()
        self.measures_list.setSpacing(2)
        self.measures_list.setObjectName(u"measures_list")
        self.measures_list.setContentsMargins(0, 0, 0, 0)

        self.measures_section.addLayout(self.measures_list)

        self.measures_buttons = QVBoxLayout()
        self.measures_buttons.setSpacing(8)
        self.measures_buttons.setObjectName(u"measures_buttons")
        self.measures_buttons.setContentsMargins(0, 0, 0, 0)
        self.make = QPushButton(FindingsDetail)
        self.make.setObjectName(u"make")

        self.measures_buttons.addWidget(self.make)

        self.assign = QPushButton(FindingsDetail)
        self.assign.setObjectName(u"assign")

        self.measures_buttons.addWidget(self.assign)


        self.measures_section.addLayout(self.measures_buttons)


        self.layout.addLayout(self.measures_section)

        self.rows_section = QVBoxLayout()
        self.rows_section.setSpacing(6)
        self.rows_section.setObjectName(u"rows_section")
        self.rows_section.setContentsMargins(0, 0, 0, 0)
        self.rows_title = Prose(FindingsDetail)
        self.rows_title.setObjectName(u"rows_title")
        self.rows_title.setProperty(u"role", u"section")

        self.rows_section.addWidget(self.rows_title)

        self.rows_list = QVBoxLayout()
        self.rows_list.setSpacing(8)
        self.rows_list.setObjectName(u"rows_list")
        self.rows_list.setContentsMargins(0, 0, 0, 0)

        self.rows_section.addLayout(self.rows_list)


        self.layout.addLayout(self.rows_section)

        self.checkpoints_section = QVBoxLayout()
        self.checkpoints_section.setSpacing(6)
        self.checkpoints_section.setObjectName(u"checkpoints_section")
        self.checkpoints_section.setContentsMargins(0, 0, 0, 0)
        self.checkpoints_title = Prose(FindingsDetail)
        self.checkpoints_title.setObjectName(u"checkpoints_title")
        self.checkpoints_title.setProperty(u"role", u"section")

        self.checkpoints_section.addWidget(self.checkpoints_title)

        self.checkpoints_list = QVBoxLayout()
        self.checkpoints_list.setSpacing(2)
        self.checkpoints_list.setObjectName(u"checkpoints_list")
        self.checkpoints_list.setContentsMargins(0, 0, 0, 0)

        self.checkpoints_section.addLayout(self.checkpoints_list)


        self.layout.addLayout(self.checkpoints_section)

        self.incident_section = QVBoxLayout()
        self.incident_section.setSpacing(6)
        self.incident_section.setObjectName(u"incident_section")
        self.incident_section.setContentsMargins(0, 0, 0, 0)
        self.incident_title = Prose(FindingsDetail)
        self.incident_title.setObjectName(u"incident_title")
        self.incident_title.setProperty(u"role", u"section")

        self.incident_section.addWidget(self.incident_title)

        self.incident_list = QVBoxLayout()
        self.incident_list.setSpacing(8)
        self.incident_list.setObjectName(u"incident_list")
        self.incident_list.setContentsMargins(0, 0, 0, 0)

        self.incident_section.addLayout(self.incident_list)


        self.layout.addLayout(self.incident_section)

        self.precedents_section = QVBoxLayout()
        self.precedents_section.setSpacing(6)
        self.precedents_section.setObjectName(u"precedents_section")
        self.precedents_section.setContentsMargins(0, 0, 0, 0)
        self.precedents_title = Prose(FindingsDetail)
        self.precedents_title.setObjectName(u"precedents_title")
        self.precedents_title.setProperty(u"role", u"section")

        self.precedents_section.addWidget(self.precedents_title)

        self.precedents_note = Prose(FindingsDetail)
        self.precedents_note.setObjectName(u"precedents_note")
        self.precedents_note.setProperty(u"role", u"quiet")

        self.precedents_section.addWidget(self.precedents_note)

        self.precedents_list = QVBoxLayout()
        self.precedents_list.setSpacing(8)
        self.precedents_list.setObjectName(u"precedents_list")
        self.precedents_list.setContentsMargins(0, 0, 0, 0)

        self.precedents_section.addLayout(self.precedents_list)


        self.layout.addLayout(self.precedents_section)

        self.spacer1 = QSpacerItem(20, 40, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout.addItem(self.spacer1)

#if QT_CONFIG(shortcut)
        self.status_label.setBuddy(self.status)
        self.remark_label.setBuddy(self.remark)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(FindingsDetail)

        QMetaObject.connectSlotsByName(FindingsDetail)
    # setupUi

    def retranslateUi(self, FindingsDetail):
        self.grade.setText("")
        self.meta.setText("")
        self.partly.setText("")
        self.state_title.setText(QCoreApplication.translate("FindingsDetail", u"State", None))
        self.status_label.setText(QCoreApplication.translate("FindingsDetail", u"How far it has been dealt with", None))
        self.remark_label.setText(QCoreApplication.translate("FindingsDetail", u"Remark (corrected: what was done and when; accepted: why)", None))
        self.measures_title.setText(QCoreApplication.translate("FindingsDetail", u"Measures", None))
        self.make.setText(QCoreApplication.translate("FindingsDetail", u"Make the measure of this checkpoint", None))
        self.assign.setText(QCoreApplication.translate("FindingsDetail", u"Put under a measure\u2026", None))
        self.rows_title.setText(QCoreApplication.translate("FindingsDetail", u"Rows behind it", None))
        self.checkpoints_title.setText(QCoreApplication.translate("FindingsDetail", u"Checkpoints it speaks to", None))
        self.incident_title.setText(QCoreApplication.translate("FindingsDetail", u"The incident behind it", None))
        self.precedents_title.setText(QCoreApplication.translate("FindingsDetail", u"Precedents with the same type of leak", None))
        self.precedents_note.setText(QCoreApplication.translate("FindingsDetail", u"These do not predict any disposition.", None))
        pass
    # retranslateUi

