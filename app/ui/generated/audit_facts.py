# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'audit_facts.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.plain_text import PlainText
from app.ui.widgets.prose import Prose

class Ui_AuditFacts(object):
    def setupUi(self, AuditFacts):
        if not AuditFacts.objectName():
            AuditFacts.setObjectName(u"AuditFacts")
        AuditFacts.resize(600, 560)
        self.column7 = QVBoxLayout(AuditFacts)
        self.column7.setSpacing(12)
        self.column7.setObjectName(u"column7")
        self.column7.setContentsMargins(20, 20, 20, 20)
        self.title = Prose(AuditFacts)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.column7.addWidget(self.title)

        self.grid3 = QGridLayout()
        self.grid3.setObjectName(u"grid3")
        self.grid3.setHorizontalSpacing(12)
        self.grid3.setVerticalSpacing(10)
        self.organisationLabel = QLabel(AuditFacts)
        self.organisationLabel.setObjectName(u"organisationLabel")
        self.organisationLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.organisationLabel, 0, 0, 1, 1)

        self.organisation = QLineEdit(AuditFacts)
        self.organisation.setObjectName(u"organisation")

        self.grid3.addWidget(self.organisation, 0, 1, 1, 1)

        self.periodLabel = QLabel(AuditFacts)
        self.periodLabel.setObjectName(u"periodLabel")
        self.periodLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.periodLabel, 1, 0, 1, 1)

        self.period = QLineEdit(AuditFacts)
        self.period.setObjectName(u"period")

        self.grid3.addWidget(self.period, 1, 1, 1, 1)

        self.asOfLabel = QLabel(AuditFacts)
        self.asOfLabel.setObjectName(u"asOfLabel")
        self.asOfLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.asOfLabel, 2, 0, 1, 1)

        self.row2 = QHBoxLayout()
        self.row2.setSpacing(8)
        self.row2.setObjectName(u"row2")
        self.asOf = DateField(AuditFacts)
        self.asOf.setObjectName(u"asOf")

        self.row2.addWidget(self.asOf)

        self.era = QLabel(AuditFacts)
        self.era.setObjectName(u"era")
        self.era.setTextFormat(Qt.TextFormat.PlainText)
        self.era.setProperty(u"role", u"quiet")

        self.row2.addWidget(self.era)

        self.spacer1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row2.addItem(self.spacer1)


        self.grid3.addLayout(self.row2, 2, 1, 1, 1)

        self.departmentLabel = QLabel(AuditFacts)
        self.departmentLabel.setObjectName(u"departmentLabel")
        self.departmentLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.departmentLabel, 3, 0, 1, 1)

        self.department = QLineEdit(AuditFacts)
        self.department.setObjectName(u"department")

        self.grid3.addWidget(self.department, 3, 1, 1, 1)

        self.auditorLabel = QLabel(AuditFacts)
        self.auditorLabel.setObjectName(u"auditorLabel")
        self.auditorLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.auditorLabel, 4, 0, 1, 1)

        self.auditor = QLineEdit(AuditFacts)
        self.auditor.setObjectName(u"auditor")

        self.grid3.addWidget(self.auditor, 4, 1, 1, 1)

        self.confidentialityLabel = QLabel(AuditFacts)
        self.confidentialityLabel.setObjectName(u"confidentialityLabel")
        self.confidentialityLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.confidentialityLabel, 5, 0, 1, 1)

        self.confidentiality = QComboBox(AuditFacts)
        self.confidentiality.setObjectName(u"confidentiality")
        self.confidentiality.setEditable(True)

        self.grid3.addWidget(self.confidentiality, 5, 1, 1, 1)

        self.affiliatesLabel = QLabel(AuditFacts)
        self.affiliatesLabel.setObjectName(u"affiliatesLabel")
        self.affiliatesLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.affiliatesLabel, 6, 0, 1, 1)

        self.affiliates = PlainText(AuditFacts)
        self.affiliates.setObjectName(u"affiliates")
        self.affiliates.setTabChangesFocus(True)

        self.grid3.addWidget(self.affiliates, 6, 1, 1, 1)

        self.grid3.setColumnStretch(1, 1)

        self.column7.addLayout(self.grid3)

        self.problem = Prose(AuditFacts)
        self.problem.setObjectName(u"problem")

        self.column7.addWidget(self.problem)

        self.spacer4 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column7.addItem(self.spacer4)

        self.row6 = QHBoxLayout()
        self.row6.setSpacing(8)
        self.row6.setObjectName(u"row6")
        self.spacer5 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row6.addItem(self.spacer5)

        self.cancel = QPushButton(AuditFacts)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.row6.addWidget(self.cancel)

        self.save = QPushButton(AuditFacts)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)
        self.save.setProperty(u"role", u"primary")

        self.row6.addWidget(self.save)


        self.column7.addLayout(self.row6)

#if QT_CONFIG(shortcut)
        self.organisationLabel.setBuddy(self.organisation)
        self.periodLabel.setBuddy(self.period)
        self.asOfLabel.setBuddy(self.asOf)
        self.departmentLabel.setBuddy(self.department)
        self.auditorLabel.setBuddy(self.auditor)
        self.confidentialityLabel.setBuddy(self.confidentiality)
        self.affiliatesLabel.setBuddy(self.affiliates)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.organisation, self.period)
        QWidget.setTabOrder(self.period, self.asOf)
        QWidget.setTabOrder(self.asOf, self.department)
        QWidget.setTabOrder(self.department, self.auditor)
        QWidget.setTabOrder(self.auditor, self.confidentiality)
        QWidget.setTabOrder(self.confidentiality, self.affiliates)
        QWidget.setTabOrder(self.affiliates, self.save)
        QWidget.setTabOrder(self.save, self.cancel)

        self.retranslateUi(AuditFacts)

        QMetaObject.connectSlotsByName(AuditFacts)
    # setupUi

    def retranslateUi(self, AuditFacts):
        self.title.setText(QCoreApplication.translate("AuditFacts", u"Facts of the audit", None))
        self.organisationLabel.setText(QCoreApplication.translate("AuditFacts", u"Name of the organisation", None))
#if QT_CONFIG(accessibility)
        self.organisation.setAccessibleName(QCoreApplication.translate("AuditFacts", u"Name of the organisation", None))
#endif // QT_CONFIG(accessibility)
        self.periodLabel.setText(QCoreApplication.translate("AuditFacts", u"Period of the audit", None))
#if QT_CONFIG(accessibility)
        self.period.setAccessibleName(QCoreApplication.translate("AuditFacts", u"Period of the audit", None))
#endif // QT_CONFIG(accessibility)
        self.asOfLabel.setText(QCoreApplication.translate("AuditFacts", u"As-of date", None))
#if QT_CONFIG(accessibility)
        self.asOf.setAccessibleName(QCoreApplication.translate("AuditFacts", u"As-of date", None))
#endif // QT_CONFIG(accessibility)
        self.departmentLabel.setText(QCoreApplication.translate("AuditFacts", u"Department of the auditor", None))
#if QT_CONFIG(accessibility)
        self.department.setAccessibleName(QCoreApplication.translate("AuditFacts", u"Department of the auditor", None))
#endif // QT_CONFIG(accessibility)
        self.auditorLabel.setText(QCoreApplication.translate("AuditFacts", u"Name of the auditor", None))
#if QT_CONFIG(accessibility)
        self.auditor.setAccessibleName(QCoreApplication.translate("AuditFacts", u"Name of the auditor", None))
#endif // QT_CONFIG(accessibility)
        self.confidentialityLabel.setText(QCoreApplication.translate("AuditFacts", u"Confidentiality", None))
#if QT_CONFIG(accessibility)
        self.confidentiality.setAccessibleName(QCoreApplication.translate("AuditFacts", u"Confidentiality", None))
#endif // QT_CONFIG(accessibility)
        self.affiliatesLabel.setText(QCoreApplication.translate("AuditFacts", u"Specified affiliates", None))
#if QT_CONFIG(accessibility)
        self.affiliates.setAccessibleName(QCoreApplication.translate("AuditFacts", u"Specified affiliates", None))
#endif // QT_CONFIG(accessibility)
        self.affiliates.setPlaceholderText(QCoreApplication.translate("AuditFacts", u"one company per line", None))
        self.cancel.setText(QCoreApplication.translate("AuditFacts", u"Cancel", None))
        self.save.setText(QCoreApplication.translate("AuditFacts", u"Save", None))
        pass
    # retranslateUi

