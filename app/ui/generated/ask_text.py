# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'ask_text.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLineEdit,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

from app.ui.widgets.prose import Prose

class Ui_AskText(object):
    def setupUi(self, AskText):
        if not AskText.objectName():
            AskText.setObjectName(u"AskText")
        AskText.resize(480, 220)
        self.column3 = QVBoxLayout(AskText)
        self.column3.setSpacing(12)
        self.column3.setObjectName(u"column3")
        self.column3.setContentsMargins(20, 20, 20, 20)
        self.title = Prose(AskText)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.column3.addWidget(self.title)

        self.lead = Prose(AskText)
        self.lead.setObjectName(u"lead")

        self.column3.addWidget(self.lead)

        self.answer = QLineEdit(AskText)
        self.answer.setObjectName(u"answer")

        self.column3.addWidget(self.answer)

        self.problem = Prose(AskText)
        self.problem.setObjectName(u"problem")

        self.column3.addWidget(self.problem)

        self.row2 = QHBoxLayout()
        self.row2.setSpacing(8)
        self.row2.setObjectName(u"row2")
        self.spacer1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row2.addItem(self.spacer1)

        self.cancel = QPushButton(AskText)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.row2.addWidget(self.cancel)

        self.ok = QPushButton(AskText)
        self.ok.setObjectName(u"ok")
        self.ok.setProperty(u"role", u"primary")

        self.row2.addWidget(self.ok)


        self.column3.addLayout(self.row2)

        QWidget.setTabOrder(self.answer, self.ok)
        QWidget.setTabOrder(self.ok, self.cancel)

        self.retranslateUi(AskText)

        QMetaObject.connectSlotsByName(AskText)
    # setupUi

    def retranslateUi(self, AskText):
        self.cancel.setText(QCoreApplication.translate("AskText", u"Cancel", None))
        pass
    # retranslateUi

