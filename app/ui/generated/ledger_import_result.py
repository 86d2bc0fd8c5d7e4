# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'ledger_import_result.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_LedgerImportResult(object):
    def setupUi(self, LedgerImportResult):
        if not LedgerImportResult.objectName():
            LedgerImportResult.setObjectName(u"LedgerImportResult")
        self.column6 = QVBoxLayout(LedgerImportResult)
        self.column6.setSpacing(12)
        self.column6.setObjectName(u"column6")
        self.column6.setContentsMargins(0, 0, 0, 0)
        self.countsRoom = QVBoxLayout()
        self.countsRoom.setSpacing(8)
        self.countsRoom.setObjectName(u"countsRoom")
        self.countsRoom.setContentsMargins(0, 0, 0, 0)

        self.column6.addLayout(self.countsRoom)

        self.told = Prose(LedgerImportResult)
        self.told.setObjectName(u"told")

        self.column6.addWidget(self.told)

        self.findings = QFrame(LedgerImportResult)
        self.findings.setObjectName(u"findings")
        self.findings.setProperty(u"role", u"card")
        self.column3 = QVBoxLayout(self.findings)
        self.column3.setSpacing(8)
        self.column3.setObjectName(u"column3")
        self.column3.setContentsMargins(16, 16, 16, 16)
        self.findingsTitle = Prose(self.findings)
        self.findingsTitle.setObjectName(u"findingsTitle")
        self.findingsTitle.setProperty(u"role", u"section")

        self.column3.addWidget(self.findingsTitle)

        self.findingsTold = Prose(self.findings)
        self.findingsTold.setObjectName(u"findingsTold")

        self.column3.addWidget(self.findingsTold)

        self.row2 = QHBoxLayout()
        self.row2.setSpacing(8)
        self.row2.setObjectName(u"row2")
        self.row2.setContentsMargins(0, 0, 0, 0)
        self.showFindings = QPushButton(self.findings)
        self.showFindings.setObjectName(u"showFindings")
        self.showFindings.setAutoDefault(False)

        self.row2.addWidget(self.showFindings)

        self.spacer1 = QSpacerItem(20, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row2.addItem(self.spacer1)


        self.column3.addLayout(self.row2)


        self.column6.addWidget(self.findings)

        self.factsRoom = QVBoxLayout()
        self.factsRoom.setSpacing(8)
        self.factsRoom.setObjectName(u"factsRoom")
        self.factsRoom.setContentsMargins(0, 0, 0, 0)

        self.column6.addLayout(self.factsRoom)

        self.next = QFrame(LedgerImportResult)
        self.next.setObjectName(u"next")
        self.next.setProperty(u"role", u"card")
        self.column5 = QVBoxLayout(self.next)
        self.column5.setSpacing(8)
        self.column5.setObjectName(u"column5")
        self.column5.setContentsMargins(16, 16, 16, 16)
        self.nextTitle = Prose(self.next)
        self.nextTitle.setObjectName(u"nextTitle")
        self.nextTitle.setProperty(u"role", u"section")

        self.column5.addWidget(self.nextTitle)

        self.nextTold = Prose(self.next)
        self.nextTold.setObjectName(u"nextTold")

        self.column5.addWidget(self.nextTold)

        self.othersRoom = QVBoxLayout()
        self.othersRoom.setSpacing(4)
        self.othersRoom.setObjectName(u"othersRoom")
        self.othersRoom.setContentsMargins(0, 0, 0, 0)

        self.column5.addLayout(self.othersRoom)

        self.row4 = QHBoxLayout()
        self.row4.setSpacing(8)
        self.row4.setObjectName(u"row4")
        self.row4.setContentsMargins(0, 0, 0, 0)
        self.showRows = QPushButton(self.next)
        self.showRows.setObjectName(u"showRows")
        self.showRows.setAutoDefault(False)

        self.row4.addWidget(self.showRows)

        self.spacer2 = QSpacerItem(20, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row4.addItem(self.spacer2)


        self.column5.addLayout(self.row4)


        self.column6.addWidget(self.next)

        self.spacer3 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column6.addItem(self.spacer3)

        QWidget.setTabOrder(self.showFindings, self.showRows)

        self.retranslateUi(LedgerImportResult)

        QMetaObject.connectSlotsByName(LedgerImportResult)
    # setupUi

    def retranslateUi(self, LedgerImportResult):
        self.findingsTitle.setText(QCoreApplication.translate("LedgerImportResult", u"Findings", None))
        self.showFindings.setText(QCoreApplication.translate("LedgerImportResult", u"Look at the findings", None))
        self.nextTitle.setText(QCoreApplication.translate("LedgerImportResult", u"What to do next", None))
        self.showRows.setText(QCoreApplication.translate("LedgerImportResult", u"Look at the ledger", None))
        pass
    # retranslateUi

