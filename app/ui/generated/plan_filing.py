# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_filing.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QLineEdit, QRadioButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanFiling(object):
    def setupUi(self, PlanFiling):
        if not PlanFiling.objectName():
            PlanFiling.setObjectName(u"PlanFiling")
        self.layout = QVBoxLayout(PlanFiling)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(16, 16, 16, 16)
        self.told = Prose(PlanFiling)
        self.told.setObjectName(u"told")
        self.told.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.told)

        self.ground_box = QVBoxLayout()
        self.ground_box.setSpacing(4)
        self.ground_box.setObjectName(u"ground_box")
        self.ground_box.setContentsMargins(0, 0, 0, 0)
        self.ground_label = QLabel(PlanFiling)
        self.ground_label.setObjectName(u"ground_label")
        self.ground_label.setProperty(u"role", u"quiet")
        self.ground_label.setTextFormat(Qt.TextFormat.PlainText)

        self.ground_box.addWidget(self.ground_label)

        self.ground_row = QVBoxLayout()
        self.ground_row.setSpacing(0)
        self.ground_row.setObjectName(u"ground_row")
        self.ground_row.setContentsMargins(0, 0, 0, 0)
        self.ground_order = QRadioButton(PlanFiling)
        self.ground_order.setObjectName(u"ground_order")

        self.ground_row.addWidget(self.ground_order)

        self.ground_recommendation = QRadioButton(PlanFiling)
        self.ground_recommendation.setObjectName(u"ground_recommendation")

        self.ground_row.addWidget(self.ground_recommendation)

        self.ground_guidance = QRadioButton(PlanFiling)
        self.ground_guidance.setObjectName(u"ground_guidance")

        self.ground_row.addWidget(self.ground_guidance)

        self.ground_voluntary = QRadioButton(PlanFiling)
        self.ground_voluntary.setObjectName(u"ground_voluntary")

        self.ground_row.addWidget(self.ground_voluntary)


        self.ground_box.addLayout(self.ground_row)


        self.layout.addLayout(self.ground_box)

        self.law_frame = QFrame(PlanFiling)
        self.law_frame.setObjectName(u"law_frame")
        self.law_frame.setProperty(u"role", u"notice")
        self.law_layout = QVBoxLayout(self.law_frame)
        self.law_layout.setObjectName(u"law_layout")
        self.law_layout.setContentsMargins(12, 12, 12, 12)
        self.law = Prose(self.law_frame)
        self.law.setObjectName(u"law")

        self.law_layout.addWidget(self.law)


        self.layout.addWidget(self.law_frame)

        self.dated_box = QVBoxLayout()
        self.dated_box.setSpacing(4)
        self.dated_box.setObjectName(u"dated_box")
        self.dated_box.setContentsMargins(0, 0, 0, 0)
        self.dated_row = QHBoxLayout()
        self.dated_row.setSpacing(8)
        self.dated_row.setObjectName(u"dated_row")
        self.dated_row.setContentsMargins(0, 0, 0, 0)
        self.dated_label = QLabel(PlanFiling)
        self.dated_label.setObjectName(u"dated_label")
        self.dated_label.setProperty(u"role", u"quiet")
        self.dated_label.setTextFormat(Qt.TextFormat.PlainText)

        self.dated_row.addWidget(self.dated_label)

        self.dated = DateField(PlanFiling)
        self.dated.setObjectName(u"dated")

        self.dated_row.addWidget(self.dated)

        self.dated_row.setStretch(1, 1)

        self.dated_box.addLayout(self.dated_row)


        self.layout.addLayout(self.dated_box)

        self.addressee_box = QVBoxLayout()
        self.addressee_box.setSpacing(4)
        self.addressee_box.setObjectName(u"addressee_box")
        self.addressee_box.setContentsMargins(0, 0, 0, 0)
        self.addressee_row = QHBoxLayout()
        self.addressee_row.setSpacing(8)
        self.addressee_row.setObjectName(u"addressee_row")
        self.addressee_row.setContentsMargins(0, 0, 0, 0)
        self.addressee_label = QLabel(PlanFiling)
        self.addressee_label.setObjectName(u"addressee_label")
        self.addressee_label.setProperty(u"role", u"quiet")
        self.addressee_label.setTextFormat(Qt.TextFormat.PlainText)

        self.addressee_row.addWidget(self.addressee_label)

        self.addressee = QLineEdit(PlanFiling)
        self.addressee.setObjectName(u"addressee")

        self.addressee_row.addWidget(self.addressee)

        self.addressee_row.setStretch(1, 1)

        self.addressee_box.addLayout(self.addressee_row)


        self.layout.addLayout(self.addressee_box)

        self.representative_title_box = QVBoxLayout()
        self.representative_title_box.setSpacing(4)
        self.representative_title_box.setObjectName(u"representative_title_box")
        self.representative_title_box.setContentsMargins(0, 0, 0, 0)
        self.representative_title_row = QHBoxLayout()
        self.representative_title_row.setSpacing(8)
        self.representative_title_row.setObjectName(u"representative_title_row")
        self.representative_title_row.setContentsMargins(0, 0, 0, 0)
        self.representative_title_label = QLabel(PlanFiling)
        self.representative_title_label.setObjectName(u"representative_title_label")
        self.representative_title_label.setProperty(u"role", u"quiet")
        self.representative_title_label.setTextFormat(Qt.TextFormat.PlainText)

        self.representative_title_row.addWidget(self.representative_title_label)

        self.representative_title = QLineEdit(PlanFiling)
        self.representative_title.setObjectName(u"representative_title")

        self.representative_title_row.addWidget(self.representative_title)

        self.representative_title_row.setStretch(1, 1)

        self.representative_title_box.addLayout(self.representative_title_row)


        self.layout.addLayout(self.representative_title_box)

        self.representative_box = QVBoxLayout()
        self.representative_box.setSpacing(4)
        self.representative_box.setObjectName(u"representative_box")
        self.representative_box.setContentsMargins(0, 0, 0, 0)
        self.representative_row = QHBoxLayout()
        self.representative_row.setSpacing(8)
        self.representative_row.setObjectName(u"representative_row")
        self.representative_row.setContentsMargins(0, 0, 0, 0)
        self.representative_label = QLabel(PlanFiling)
        self.representative_label.setObjectName(u"representative_label")
        self.representative_label.setProperty(u"role", u"quiet")
        self.representative_label.setTextFormat(Qt.TextFormat.PlainText)

        self.representative_row.addWidget(self.representative_label)

        self.representative = QLineEdit(PlanFiling)
        self.representative.setObjectName(u"representative")

        self.representative_row.addWidget(self.representative)

        self.representative_row.setStretch(1, 1)

        self.representative_box.addLayout(self.representative_row)


        self.layout.addLayout(self.representative_box)

        self.submitted_box = QVBoxLayout()
        self.submitted_box.setSpacing(4)
        self.submitted_box.setObjectName(u"submitted_box")
        self.submitted_box.setContentsMargins(0, 0, 0, 0)
        self.submitted_row = QHBoxLayout()
        self.submitted_row.setSpacing(8)
        self.submitted_row.setObjectName(u"submitted_row")
        self.submitted_row.setContentsMargins(0, 0, 0, 0)
        self.submitted_label = QLabel(PlanFiling)
        self.submitted_label.setObjectName(u"submitted_label")
        self.submitted_label.setProperty(u"role", u"quiet")
        self.submitted_label.setTextFormat(Qt.TextFormat.PlainText)

        self.submitted_row.addWidget(self.submitted_label)

        self.submitted = DateField(PlanFiling)
        self.submitted.setObjectName(u"submitted")

        self.submitted_row.addWidget(self.submitted)

        self.submitted_row.setStretch(1, 1)

        self.submitted_box.addLayout(self.submitted_row)


        self.layout.addLayout(self.submitted_box)

        self.resolve_box = QVBoxLayout()
        self.resolve_box.setSpacing(4)
        self.resolve_box.setObjectName(u"resolve_box")
        self.resolve_box.setContentsMargins(0, 0, 0, 0)
        self.resolve_label = QLabel(PlanFiling)
        self.resolve_label.setObjectName(u"resolve_label")
        self.resolve_label.setProperty(u"role", u"quiet")
        self.resolve_label.setTextFormat(Qt.TextFormat.PlainText)

        self.resolve_box.addWidget(self.resolve_label)

        self.resolve = GrowingText(PlanFiling)
        self.resolve.setObjectName(u"resolve")

        self.resolve_box.addWidget(self.resolve)


        self.layout.addLayout(self.resolve_box)

        self.letter_section = QVBoxLayout()
        self.letter_section.setSpacing(6)
        self.letter_section.setObjectName(u"letter_section")
        self.letter_section.setContentsMargins(0, 0, 0, 0)
        self.letter_title = Prose(PlanFiling)
        self.letter_title.setObjectName(u"letter_title")
        self.letter_title.setProperty(u"role", u"section")

        self.letter_section.addWidget(self.letter_title)

        self.letter_frame = QFrame(PlanFiling)
        self.letter_frame.setObjectName(u"letter_frame")
        self.letter_frame.setProperty(u"role", u"card")
        self.letter_layout = QVBoxLayout(self.letter_frame)
        self.letter_layout.setObjectName(u"letter_layout")
        self.letter_layout.setContentsMargins(16, 16, 16, 16)
        self.letter = Prose(self.letter_frame)
        self.letter.setObjectName(u"letter")

        self.letter_layout.addWidget(self.letter)


        self.letter_section.addWidget(self.letter_frame)


        self.layout.addLayout(self.letter_section)

        self.spacer6 = QSpacerItem(20, 40, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout.addItem(self.spacer6)

#if QT_CONFIG(shortcut)
        self.dated_label.setBuddy(self.dated)
        self.addressee_label.setBuddy(self.addressee)
        self.representative_title_label.setBuddy(self.representative_title)
        self.representative_label.setBuddy(self.representative)
        self.submitted_label.setBuddy(self.submitted)
        self.resolve_label.setBuddy(self.resolve)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanFiling)

        QMetaObject.connectSlotsByName(PlanFiling)
    # setupUi

    def retranslateUi(self, PlanFiling):
        self.told.setText("")
        self.ground_label.setText(QCoreApplication.translate("PlanFiling", u"Why the plan is filed", None))
        self.ground_order.setText("")
        self.ground_recommendation.setText("")
        self.ground_guidance.setText("")
        self.ground_voluntary.setText("")
        self.law.setText("")
        self.dated_label.setText(QCoreApplication.translate("PlanFiling", u"Date of the ground", None))
        self.addressee_label.setText(QCoreApplication.translate("PlanFiling", u"Addressee", None))
        self.representative_title_label.setText(QCoreApplication.translate("PlanFiling", u"Title of the representative", None))
        self.representative_label.setText(QCoreApplication.translate("PlanFiling", u"Representative", None))
        self.submitted_label.setText(QCoreApplication.translate("PlanFiling", u"Day of submission", None))
        self.resolve_label.setText(QCoreApplication.translate("PlanFiling", u"Words of resolve (empty: the usual ones)", None))
        self.letter_title.setText(QCoreApplication.translate("PlanFiling", u"What the cover letter will say", None))
        self.letter.setText("")
        pass
    # retranslateUi

