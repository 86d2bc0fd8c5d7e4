# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'new_audit_period.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QGridLayout, QHBoxLayout,
    QLabel, QLineEdit, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.prose import Prose

class Ui_NewAuditPeriod(object):
    def setupUi(self, NewAuditPeriod):
        if not NewAuditPeriod.objectName():
            NewAuditPeriod.setObjectName(u"NewAuditPeriod")
        self.column5 = QVBoxLayout(NewAuditPeriod)
        self.column5.setSpacing(8)
        self.column5.setObjectName(u"column5")
        self.column5.setContentsMargins(0, 0, 0, 0)
        self.grid3 = QGridLayout()
        self.grid3.setObjectName(u"grid3")
        self.grid3.setHorizontalSpacing(12)
        self.grid3.setVerticalSpacing(10)
        self.periodLabel = QLabel(NewAuditPeriod)
        self.periodLabel.setObjectName(u"periodLabel")
        self.periodLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.periodLabel, 0, 0, 1, 1)

        self.period = QComboBox(NewAuditPeriod)
        self.period.setObjectName(u"period")
        self.period.setEditable(True)

        self.grid3.addWidget(self.period, 0, 1, 1, 1)

        self.asOfLabel = QLabel(NewAuditPeriod)
        self.asOfLabel.setObjectName(u"asOfLabel")
        self.asOfLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.asOfLabel, 1, 0, 1, 1)

        self.row2 = QHBoxLayout()
        self.row2.setSpacing(8)
        self.row2.setObjectName(u"row2")
        self.asOf = DateField(NewAuditPeriod)
        self.asOf.setObjectName(u"asOf")

        self.row2.addWidget(self.asOf)

        self.era = QLabel(NewAuditPeriod)
        self.era.setObjectName(u"era")
        self.era.setTextFormat(Qt.TextFormat.PlainText)
        self.era.setProperty(u"role", u"quiet")

        self.row2.addWidget(self.era)

        self.spacer1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row2.addItem(self.spacer1)


        self.grid3.addLayout(self.row2, 1, 1, 1, 1)

        self.asOfHint = Prose(NewAuditPeriod)
        self.asOfHint.setObjectName(u"asOfHint")
        self.asOfHint.setProperty(u"role", u"hint")

        self.grid3.addWidget(self.asOfHint, 2, 1, 1, 1)

        self.departmentLabel = QLabel(NewAuditPeriod)
        self.departmentLabel.setObjectName(u"departmentLabel")
        self.departmentLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.departmentLabel, 3, 0, 1, 1)

        self.department = QLineEdit(NewAuditPeriod)
        self.department.setObjectName(u"department")

        self.grid3.addWidget(self.department, 3, 1, 1, 1)

        self.auditorLabel = QLabel(NewAuditPeriod)
        self.auditorLabel.setObjectName(u"auditorLabel")
        self.auditorLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.auditorLabel, 4, 0, 1, 1)

        self.auditor = QLineEdit(NewAuditPeriod)
        self.auditor.setObjectName(u"auditor")

        self.grid3.addWidget(self.auditor, 4, 1, 1, 1)

        self.confidentialityLabel = QLabel(NewAuditPeriod)
        self.confidentialityLabel.setObjectName(u"confidentialityLabel")
        self.confidentialityLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.confidentialityLabel, 5, 0, 1, 1)

        self.confidentiality = QComboBox(NewAuditPeriod)
        self.confidentiality.setObjectName(u"confidentiality")
        self.confidentiality.setEditable(True)

        self.grid3.addWidget(self.confidentiality, 5, 1, 1, 1)

        self.confidentialityHint = Prose(NewAuditPeriod)
        self.confidentialityHint.setObjectName(u"confidentialityHint")
        self.confidentialityHint.setProperty(u"role", u"hint")

        self.grid3.addWidget(self.confidentialityHint, 6, 1, 1, 1)

        self.grid3.setColumnStretch(1, 1)

        self.column5.addLayout(self.grid3)

        self.spacer4 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column5.addItem(self.spacer4)

#if QT_CONFIG(shortcut)
        self.periodLabel.setBuddy(self.period)
        self.asOfLabel.setBuddy(self.asOf)
        self.departmentLabel.setBuddy(self.department)
        self.auditorLabel.setBuddy(self.auditor)
        self.confidentialityLabel.setBuddy(self.confidentiality)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.period, self.asOf)
        QWidget.setTabOrder(self.asOf, self.department)
        QWidget.setTabOrder(self.department, self.auditor)
        QWidget.setTabOrder(self.auditor, self.confidentiality)

        self.retranslateUi(NewAuditPeriod)

        QMetaObject.connectSlotsByName(NewAuditPeriod)
    # setupUi

    def retranslateUi(self, NewAuditPeriod):
        self.periodLabel.setText(QCoreApplication.translate("NewAuditPeriod", u"Period of the audit", None))
#if QT_CONFIG(accessibility)
        self.period.setAccessibleName(QCoreApplication.translate("NewAuditPeriod", u"Period of the audit", None))
#endif // QT_CONFIG(accessibility)
        self.asOfLabel.setText(QCoreApplication.translate("NewAuditPeriod", u"As-of date", None))
#if QT_CONFIG(accessibility)
        self.asOf.setAccessibleName(QCoreApplication.translate("NewAuditPeriod", u"As-of date", None))
#endif // QT_CONFIG(accessibility)
        self.asOfHint.setText(QCoreApplication.translate("NewAuditPeriod", u"The day on which the state of things is judged.", None))
        self.departmentLabel.setText(QCoreApplication.translate("NewAuditPeriod", u"Department of the auditor", None))
#if QT_CONFIG(accessibility)
        self.department.setAccessibleName(QCoreApplication.translate("NewAuditPeriod", u"Department of the auditor", None))
#endif // QT_CONFIG(accessibility)
        self.auditorLabel.setText(QCoreApplication.translate("NewAuditPeriod", u"Name of the auditor", None))
#if QT_CONFIG(accessibility)
        self.auditor.setAccessibleName(QCoreApplication.translate("NewAuditPeriod", u"Name of the auditor", None))
#endif // QT_CONFIG(accessibility)
        self.confidentialityLabel.setText(QCoreApplication.translate("NewAuditPeriod", u"Confidentiality", None))
#if QT_CONFIG(accessibility)
        self.confidentiality.setAccessibleName(QCoreApplication.translate("NewAuditPeriod", u"Confidentiality", None))
#endif // QT_CONFIG(accessibility)
        self.confidentialityHint.setText(QCoreApplication.translate("NewAuditPeriod", u"Printed at the top of every report.", None))
        pass
    # retranslateUi

