# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'new_audit_summary.ui'
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
from PySide6.QtWidgets import (QApplication, QGridLayout, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_NewAuditSummary(object):
    def setupUi(self, NewAuditSummary):
        if not NewAuditSummary.objectName():
            NewAuditSummary.setObjectName(u"NewAuditSummary")
        self.column2 = QVBoxLayout(NewAuditSummary)
        self.column2.setSpacing(8)
        self.column2.setObjectName(u"column2")
        self.column2.setContentsMargins(0, 0, 0, 0)
        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(8)
        self.facts.setColumnStretch(1, 1)

        self.column2.addLayout(self.facts)

        self.spacer1 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column2.addItem(self.spacer1)


        self.retranslateUi(NewAuditSummary)

        QMetaObject.connectSlotsByName(NewAuditSummary)
    # setupUi

    def retranslateUi(self, NewAuditSummary):
        pass
    # retranslateUi

