# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_case.ui'
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
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QLineEdit,
    QRadioButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanCase(object):
    def setupUi(self, PlanCase):
        if not PlanCase.objectName():
            PlanCase.setObjectName(u"PlanCase")
        self.layout = QVBoxLayout(PlanCase)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(16, 16, 16, 16)
        self.kind = Prose(PlanCase)
        self.kind.setObjectName(u"kind")
        self.kind.setProperty(u"role", u"section")

        self.layout.addWidget(self.kind)

        self.explanation = Prose(PlanCase)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.explanation)

        self.occurred_box = QVBoxLayout()
        self.occurred_box.setSpacing(4)
        self.occurred_box.setObjectName(u"occurred_box")
        self.occurred_box.setContentsMargins(0, 0, 0, 0)
        self.occurred_label = Prose(PlanCase)
        self.occurred_label.setObjectName(u"occurred_label")
        self.occurred_label.setProperty(u"role", u"quiet")

        self.occurred_box.addWidget(self.occurred_label)

        self.occurred_row = QVBoxLayout()
        self.occurred_row.setSpacing(0)
        self.occurred_row.setObjectName(u"occurred_row")
        self.occurred_row.setContentsMargins(0, 0, 0, 0)
        self.occurred_yes = QRadioButton(PlanCase)
        self.occurred_yes.setObjectName(u"occurred_yes")

        self.occurred_row.addWidget(self.occurred_yes)

        self.occurred_no = QRadioButton(PlanCase)
        self.occurred_no.setObjectName(u"occurred_no")

        self.occurred_row.addWidget(self.occurred_no)

        self.occurred_open = QRadioButton(PlanCase)
        self.occurred_open.setObjectName(u"occurred_open")

        self.occurred_row.addWidget(self.occurred_open)


        self.occurred_box.addLayout(self.occurred_row)


        self.layout.addLayout(self.occurred_box)

        self.consequence = Prose(PlanCase)
        self.consequence.setObjectName(u"consequence")
        self.consequence.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.consequence)

        self.body = QWidget(PlanCase)
        self.body.setObjectName(u"body")
        self.body_layout = QVBoxLayout(self.body)
        self.body_layout.setSpacing(12)
        self.body_layout.setObjectName(u"body_layout")
        self.body_layout.setContentsMargins(0, 0, 0, 0)
        self.facts_title = Prose(self.body)
        self.facts_title.setObjectName(u"facts_title")
        self.facts_title.setProperty(u"role", u"section")

        self.body_layout.addWidget(self.facts_title)

        self.title_box = QVBoxLayout()
        self.title_box.setSpacing(4)
        self.title_box.setObjectName(u"title_box")
        self.title_box.setContentsMargins(0, 0, 0, 0)
        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(8)
        self.title_row.setObjectName(u"title_row")
        self.title_row.setContentsMargins(0, 0, 0, 0)
        self.title_label = QLabel(self.body)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setProperty(u"role", u"quiet")
        self.title_label.setTextFormat(Qt.TextFormat.PlainText)

        self.title_row.addWidget(self.title_label)

        self.title = QLineEdit(self.body)
        self.title.setObjectName(u"title")

        self.title_row.addWidget(self.title)

        self.title_row.setStretch(1, 1)

        self.title_box.addLayout(self.title_row)


        self.body_layout.addLayout(self.title_box)

        self.discovered_box = QVBoxLayout()
        self.discovered_box.setSpacing(4)
        self.discovered_box.setObjectName(u"discovered_box")
        self.discovered_box.setContentsMargins(0, 0, 0, 0)
        self.discovered_row = QHBoxLayout()
        self.discovered_row.setSpacing(8)
        self.discovered_row.setObjectName(u"discovered_row")
        self.discovered_row.setContentsMargins(0, 0, 0, 0)
        self.discovered_label = QLabel(self.body)
        self.discovered_label.setObjectName(u"discovered_label")
        self.discovered_label.setProperty(u"role", u"quiet")
        self.discovered_label.setTextFormat(Qt.TextFormat.PlainText)

        self.discovered_row.addWidget(self.discovered_label)

        self.discovered = DateField(self.body)
        self.discovered.setObjectName(u"discovered")

        self.discovered_row.addWidget(self.discovered)

        self.discovered_row.setStretch(1, 1)

        self.discovered_box.addLayout(self.discovered_row)


        self.body_layout.addLayout(self.discovered_box)

        self.overview_box = QVBoxLayout()
        self.overview_box.setSpacing(4)
        self.overview_box.setObjectName(u"overview_box")
        self.overview_box.setContentsMargins(0, 0, 0, 0)
        self.overview_label = QLabel(self.body)
        self.overview_label.setObjectName(u"overview_label")
        self.overview_label.setProperty(u"role", u"quiet")
        self.overview_label.setTextFormat(Qt.TextFormat.PlainText)

        self.overview_box.addWidget(self.overview_label)

        self.overview = GrowingText(self.body)
        self.overview.setObjectName(u"overview")

        self.overview_box.addWidget(self.overview)


        self.body_layout.addLayout(self.overview_box)

        self.overview_guide = QVBoxLayout()
        self.overview_guide.setObjectName(u"overview_guide")
        self.overview_guide.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addLayout(self.overview_guide)

        self.figures_title = Prose(self.body)
        self.figures_title.setObjectName(u"figures_title")
        self.figures_title.setProperty(u"role", u"section")

        self.body_layout.addWidget(self.figures_title)

        self.figures_box = QVBoxLayout()
        self.figures_box.setObjectName(u"figures_box")
        self.figures_box.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addLayout(self.figures_box)

        self.figures_guide = QVBoxLayout()
        self.figures_guide.setObjectName(u"figures_guide")
        self.figures_guide.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addLayout(self.figures_guide)

        self.causes_title = Prose(self.body)
        self.causes_title.setObjectName(u"causes_title")
        self.causes_title.setProperty(u"role", u"section")

        self.body_layout.addWidget(self.causes_title)

        self.cause_analysis_box = QVBoxLayout()
        self.cause_analysis_box.setSpacing(4)
        self.cause_analysis_box.setObjectName(u"cause_analysis_box")
        self.cause_analysis_box.setContentsMargins(0, 0, 0, 0)
        self.cause_analysis_label = QLabel(self.body)
        self.cause_analysis_label.setObjectName(u"cause_analysis_label")
        self.cause_analysis_label.setProperty(u"role", u"quiet")
        self.cause_analysis_label.setTextFormat(Qt.TextFormat.PlainText)

        self.cause_analysis_box.addWidget(self.cause_analysis_label)

        self.cause_analysis = GrowingText(self.body)
        self.cause_analysis.setObjectName(u"cause_analysis")

        self.cause_analysis_box.addWidget(self.cause_analysis)


        self.body_layout.addLayout(self.cause_analysis_box)

        self.causes_box = QVBoxLayout()
        self.causes_box.setObjectName(u"causes_box")
        self.causes_box.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addLayout(self.causes_box)

        self.causes_guide = QVBoxLayout()
        self.causes_guide.setObjectName(u"causes_guide")
        self.causes_guide.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addLayout(self.causes_guide)

        self.matrix_title = Prose(self.body)
        self.matrix_title.setObjectName(u"matrix_title")
        self.matrix_title.setProperty(u"role", u"section")

        self.body_layout.addWidget(self.matrix_title)

        self.matrix_box = QVBoxLayout()
        self.matrix_box.setObjectName(u"matrix_box")
        self.matrix_box.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addLayout(self.matrix_box)

        self.publication_title = Prose(self.body)
        self.publication_title.setObjectName(u"publication_title")
        self.publication_title.setProperty(u"role", u"section")

        self.body_layout.addWidget(self.publication_title)

        self.publication_box = QVBoxLayout()
        self.publication_box.setSpacing(4)
        self.publication_box.setObjectName(u"publication_box")
        self.publication_box.setContentsMargins(0, 0, 0, 0)
        self.publication_label = QLabel(self.body)
        self.publication_label.setObjectName(u"publication_label")
        self.publication_label.setProperty(u"role", u"quiet")
        self.publication_label.setTextFormat(Qt.TextFormat.PlainText)

        self.publication_box.addWidget(self.publication_label)

        self.publication = GrowingText(self.body)
        self.publication.setObjectName(u"publication")

        self.publication_box.addWidget(self.publication)


        self.body_layout.addLayout(self.publication_box)

        self.publication_guide = QVBoxLayout()
        self.publication_guide.setObjectName(u"publication_guide")
        self.publication_guide.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addLayout(self.publication_guide)

        self.discipline_title = Prose(self.body)
        self.discipline_title.setObjectName(u"discipline_title")
        self.discipline_title.setProperty(u"role", u"section")

        self.body_layout.addWidget(self.discipline_title)

        self.discipline_box = QVBoxLayout()
        self.discipline_box.setObjectName(u"discipline_box")
        self.discipline_box.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addLayout(self.discipline_box)

        self.discipline_note_box = QVBoxLayout()
        self.discipline_note_box.setSpacing(4)
        self.discipline_note_box.setObjectName(u"discipline_note_box")
        self.discipline_note_box.setContentsMargins(0, 0, 0, 0)
        self.discipline_note_label = QLabel(self.body)
        self.discipline_note_label.setObjectName(u"discipline_note_label")
        self.discipline_note_label.setProperty(u"role", u"quiet")
        self.discipline_note_label.setTextFormat(Qt.TextFormat.PlainText)

        self.discipline_note_box.addWidget(self.discipline_note_label)

        self.discipline_note = GrowingText(self.body)
        self.discipline_note.setObjectName(u"discipline_note")

        self.discipline_note_box.addWidget(self.discipline_note)


        self.body_layout.addLayout(self.discipline_note_box)

        self.discipline_guide = QVBoxLayout()
        self.discipline_guide.setObjectName(u"discipline_guide")
        self.discipline_guide.setContentsMargins(0, 0, 0, 0)

        self.body_layout.addLayout(self.discipline_guide)


        self.layout.addWidget(self.body)

        self.spacer4 = QSpacerItem(20, 40, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout.addItem(self.spacer4)

#if QT_CONFIG(shortcut)
        self.title_label.setBuddy(self.title)
        self.discovered_label.setBuddy(self.discovered)
        self.overview_label.setBuddy(self.overview)
        self.cause_analysis_label.setBuddy(self.cause_analysis)
        self.publication_label.setBuddy(self.publication)
        self.discipline_note_label.setBuddy(self.discipline_note)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanCase)

        QMetaObject.connectSlotsByName(PlanCase)
    # setupUi

    def retranslateUi(self, PlanCase):
        self.kind.setText("")
        self.explanation.setText("")
        self.occurred_label.setText(QCoreApplication.translate("PlanCase", u"Did this case occur?", None))
        self.occurred_yes.setText(QCoreApplication.translate("PlanCase", u"It occurred", None))
        self.occurred_no.setText(QCoreApplication.translate("PlanCase", u"It did not occur", None))
        self.occurred_open.setText(QCoreApplication.translate("PlanCase", u"Not said yet", None))
        self.consequence.setText("")
        self.facts_title.setText(QCoreApplication.translate("PlanCase", u"B (1) What happened", None))
        self.title_label.setText(QCoreApplication.translate("PlanCase", u"Title", None))
        self.discovered_label.setText(QCoreApplication.translate("PlanCase", u"Day of discovery", None))
        self.overview_label.setText(QCoreApplication.translate("PlanCase", u"Overview (what, when, where, who looked at what, how it came to light)", None))
        self.figures_title.setText(QCoreApplication.translate("PlanCase", u"Figures", None))
        self.causes_title.setText(QCoreApplication.translate("PlanCase", u"B (2) Causes", None))
        self.cause_analysis_label.setText(QCoreApplication.translate("PlanCase", u"Analysis of the causes", None))
        self.matrix_title.setText(QCoreApplication.translate("PlanCase", u"B (3) Causes and the measures of A", None))
        self.publication_title.setText(QCoreApplication.translate("PlanCase", u"Publication", None))
        self.publication_label.setText(QCoreApplication.translate("PlanCase", u"When and how it was published", None))
        self.discipline_title.setText(QCoreApplication.translate("PlanCase", u"C Discipline of those involved", None))
        self.discipline_note_label.setText(QCoreApplication.translate("PlanCase", u"Note on discipline", None))
        pass
    # retranslateUi

