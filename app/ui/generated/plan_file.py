# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_file.ui'
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
from PySide6.QtWidgets import (QAbstractButton, QApplication, QComboBox, QDialog,
    QDialogButtonBox, QLabel, QLineEdit, QSizePolicy,
    QVBoxLayout, QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanFile(object):
    def setupUi(self, PlanFile):
        if not PlanFile.objectName():
            PlanFile.setObjectName(u"PlanFile")
        self.layout = QVBoxLayout(PlanFile)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PlanFile)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.paper_box = QVBoxLayout()
        self.paper_box.setSpacing(4)
        self.paper_box.setObjectName(u"paper_box")
        self.paper_box.setContentsMargins(0, 0, 0, 0)
        self.paper_label = QLabel(PlanFile)
        self.paper_label.setObjectName(u"paper_label")
        self.paper_label.setProperty(u"role", u"quiet")
        self.paper_label.setTextFormat(Qt.TextFormat.PlainText)

        self.paper_box.addWidget(self.paper_label)

        self.paper = QComboBox(PlanFile)
        self.paper.setObjectName(u"paper")

        self.paper_box.addWidget(self.paper)


        self.layout.addLayout(self.paper_box)

        self.filed_on_box = QVBoxLayout()
        self.filed_on_box.setSpacing(4)
        self.filed_on_box.setObjectName(u"filed_on_box")
        self.filed_on_box.setContentsMargins(0, 0, 0, 0)
        self.filed_on_label = QLabel(PlanFile)
        self.filed_on_label.setObjectName(u"filed_on_label")
        self.filed_on_label.setProperty(u"role", u"quiet")
        self.filed_on_label.setTextFormat(Qt.TextFormat.PlainText)

        self.filed_on_box.addWidget(self.filed_on_label)

        self.filed_on = DateField(PlanFile)
        self.filed_on.setObjectName(u"filed_on")

        self.filed_on_box.addWidget(self.filed_on)


        self.layout.addLayout(self.filed_on_box)

        self.addressee_box = QVBoxLayout()
        self.addressee_box.setSpacing(4)
        self.addressee_box.setObjectName(u"addressee_box")
        self.addressee_box.setContentsMargins(0, 0, 0, 0)
        self.addressee_label = QLabel(PlanFile)
        self.addressee_label.setObjectName(u"addressee_label")
        self.addressee_label.setProperty(u"role", u"quiet")
        self.addressee_label.setTextFormat(Qt.TextFormat.PlainText)

        self.addressee_box.addWidget(self.addressee_label)

        self.addressee = QLineEdit(PlanFile)
        self.addressee.setObjectName(u"addressee")

        self.addressee_box.addWidget(self.addressee)


        self.layout.addLayout(self.addressee_box)

        self.remark_box = QVBoxLayout()
        self.remark_box.setSpacing(4)
        self.remark_box.setObjectName(u"remark_box")
        self.remark_box.setContentsMargins(0, 0, 0, 0)
        self.remark_label = QLabel(PlanFile)
        self.remark_label.setObjectName(u"remark_label")
        self.remark_label.setProperty(u"role", u"quiet")
        self.remark_label.setTextFormat(Qt.TextFormat.PlainText)

        self.remark_box.addWidget(self.remark_label)

        self.remark = GrowingText(PlanFile)
        self.remark.setObjectName(u"remark")

        self.remark_box.addWidget(self.remark)


        self.layout.addLayout(self.remark_box)

        self.missing = Prose(PlanFile)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"hint")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(PlanFile)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.paper_label.setBuddy(self.paper)
        self.filed_on_label.setBuddy(self.filed_on)
        self.addressee_label.setBuddy(self.addressee)
        self.remark_label.setBuddy(self.remark)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanFile)

        QMetaObject.connectSlotsByName(PlanFile)
    # setupUi

    def retranslateUi(self, PlanFile):
        self.told.setText("")
        self.paper_label.setText(QCoreApplication.translate("PlanFile", u"What was filed", None))
        self.filed_on_label.setText(QCoreApplication.translate("PlanFile", u"Day of the filing", None))
        self.addressee_label.setText(QCoreApplication.translate("PlanFile", u"To whom", None))
        self.remark_label.setText(QCoreApplication.translate("PlanFile", u"How, by whom, under which number", None))
        self.missing.setText("")
        pass
    # retranslateUi

