# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_control.ui'
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
from PySide6.QtWidgets import (QAbstractButton, QApplication, QDialog, QDialogButtonBox,
    QLabel, QLineEdit, QListWidget, QListWidgetItem,
    QSizePolicy, QVBoxLayout, QWidget)

from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanControl(object):
    def setupUi(self, PlanControl):
        if not PlanControl.objectName():
            PlanControl.setObjectName(u"PlanControl")
        self.layout = QVBoxLayout(PlanControl)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.heading = Prose(PlanControl)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"section")

        self.layout.addWidget(self.heading)

        self.text_box = QVBoxLayout()
        self.text_box.setSpacing(4)
        self.text_box.setObjectName(u"text_box")
        self.text_box.setContentsMargins(0, 0, 0, 0)
        self.text_label = QLabel(PlanControl)
        self.text_label.setObjectName(u"text_label")
        self.text_label.setProperty(u"role", u"quiet")
        self.text_label.setTextFormat(Qt.TextFormat.PlainText)

        self.text_box.addWidget(self.text_label)

        self.text = GrowingText(PlanControl)
        self.text.setObjectName(u"text")

        self.text_box.addWidget(self.text)


        self.layout.addLayout(self.text_box)

        self.responsible_box = QVBoxLayout()
        self.responsible_box.setSpacing(4)
        self.responsible_box.setObjectName(u"responsible_box")
        self.responsible_box.setContentsMargins(0, 0, 0, 0)
        self.responsible_label = QLabel(PlanControl)
        self.responsible_label.setObjectName(u"responsible_label")
        self.responsible_label.setProperty(u"role", u"quiet")
        self.responsible_label.setTextFormat(Qt.TextFormat.PlainText)

        self.responsible_box.addWidget(self.responsible_label)

        self.responsible = QLineEdit(PlanControl)
        self.responsible.setObjectName(u"responsible")

        self.responsible_box.addWidget(self.responsible)


        self.layout.addLayout(self.responsible_box)

        self.checkpoints_box = QVBoxLayout()
        self.checkpoints_box.setSpacing(4)
        self.checkpoints_box.setObjectName(u"checkpoints_box")
        self.checkpoints_box.setContentsMargins(0, 0, 0, 0)
        self.checkpoints_label = QLabel(PlanControl)
        self.checkpoints_label.setObjectName(u"checkpoints_label")
        self.checkpoints_label.setProperty(u"role", u"quiet")
        self.checkpoints_label.setTextFormat(Qt.TextFormat.PlainText)

        self.checkpoints_box.addWidget(self.checkpoints_label)

        self.search = QLineEdit(PlanControl)
        self.search.setObjectName(u"search")

        self.checkpoints_box.addWidget(self.search)

        self.checkpoints = QListWidget(PlanControl)
        self.checkpoints.setObjectName(u"checkpoints")

        self.checkpoints_box.addWidget(self.checkpoints)


        self.layout.addLayout(self.checkpoints_box)

        self.missing = Prose(PlanControl)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(PlanControl)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.text_label.setBuddy(self.text)
        self.responsible_label.setBuddy(self.responsible)
        self.checkpoints_label.setBuddy(self.search)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanControl)

        QMetaObject.connectSlotsByName(PlanControl)
    # setupUi

    def retranslateUi(self, PlanControl):
        self.heading.setText("")
        self.text_label.setText(QCoreApplication.translate("PlanControl", u"What is done until the cut-over", None))
        self.responsible_label.setText(QCoreApplication.translate("PlanControl", u"Who sees to it", None))
        self.checkpoints_label.setText(QCoreApplication.translate("PlanControl", u"Checkpoints whose answers prove it", None))
        self.search.setPlaceholderText(QCoreApplication.translate("PlanControl", u"Search the checkpoints", None))
        self.missing.setText("")
        pass
    # retranslateUi

