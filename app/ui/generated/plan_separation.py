# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_separation.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_PlanSeparation(object):
    def setupUi(self, PlanSeparation):
        if not PlanSeparation.objectName():
            PlanSeparation.setObjectName(u"PlanSeparation")
        self.layout = QVBoxLayout(PlanSeparation)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(16, 16, 16, 16)
        self.heading = Prose(PlanSeparation)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"section")

        self.layout.addWidget(self.heading)

        self.warning = Prose(PlanSeparation)
        self.warning.setObjectName(u"warning")

        self.layout.addWidget(self.warning)

        self.system_box = QVBoxLayout()
        self.system_box.setSpacing(4)
        self.system_box.setObjectName(u"system_box")
        self.system_box.setContentsMargins(0, 0, 0, 0)
        self.system_label = QLabel(PlanSeparation)
        self.system_label.setObjectName(u"system_label")
        self.system_label.setProperty(u"role", u"quiet")
        self.system_label.setTextFormat(Qt.TextFormat.PlainText)

        self.system_box.addWidget(self.system_label)

        self.system = QLineEdit(PlanSeparation)
        self.system.setObjectName(u"system")

        self.system_box.addWidget(self.system)


        self.layout.addLayout(self.system_box)

        self.current_box = QVBoxLayout()
        self.current_box.setSpacing(4)
        self.current_box.setObjectName(u"current_box")
        self.current_box.setContentsMargins(0, 0, 0, 0)
        self.current_row = QHBoxLayout()
        self.current_row.setSpacing(8)
        self.current_row.setObjectName(u"current_row")
        self.current_row.setContentsMargins(0, 0, 0, 0)
        self.current_label = QLabel(PlanSeparation)
        self.current_label.setObjectName(u"current_label")
        self.current_label.setProperty(u"role", u"quiet")
        self.current_label.setTextFormat(Qt.TextFormat.PlainText)

        self.current_row.addWidget(self.current_label)

        self.current = QComboBox(PlanSeparation)
        self.current.setObjectName(u"current")

        self.current_row.addWidget(self.current)

        self.current_row.setStretch(1, 1)

        self.current_box.addLayout(self.current_row)


        self.layout.addLayout(self.current_box)

        self.method_box = QVBoxLayout()
        self.method_box.setSpacing(4)
        self.method_box.setObjectName(u"method_box")
        self.method_box.setContentsMargins(0, 0, 0, 0)
        self.method_label = QLabel(PlanSeparation)
        self.method_label.setObjectName(u"method_label")
        self.method_label.setProperty(u"role", u"quiet")
        self.method_label.setTextFormat(Qt.TextFormat.PlainText)

        self.method_box.addWidget(self.method_label)

        self.method = GrowingText(PlanSeparation)
        self.method.setObjectName(u"method")

        self.method_box.addWidget(self.method)


        self.layout.addLayout(self.method_box)

        self.owner_box = QVBoxLayout()
        self.owner_box.setSpacing(4)
        self.owner_box.setObjectName(u"owner_box")
        self.owner_box.setContentsMargins(0, 0, 0, 0)
        self.owner_row = QHBoxLayout()
        self.owner_row.setSpacing(8)
        self.owner_row.setObjectName(u"owner_row")
        self.owner_row.setContentsMargins(0, 0, 0, 0)
        self.owner_label = QLabel(PlanSeparation)
        self.owner_label.setObjectName(u"owner_label")
        self.owner_label.setProperty(u"role", u"quiet")
        self.owner_label.setTextFormat(Qt.TextFormat.PlainText)

        self.owner_row.addWidget(self.owner_label)

        self.owner = QLineEdit(PlanSeparation)
        self.owner.setObjectName(u"owner")

        self.owner_row.addWidget(self.owner)

        self.owner_row.setStretch(1, 1)

        self.owner_box.addLayout(self.owner_row)


        self.layout.addLayout(self.owner_box)

        self.stages_section = QVBoxLayout()
        self.stages_section.setSpacing(6)
        self.stages_section.setObjectName(u"stages_section")
        self.stages_section.setContentsMargins(0, 0, 0, 0)
        self.stages_title = Prose(PlanSeparation)
        self.stages_title.setObjectName(u"stages_title")
        self.stages_title.setProperty(u"role", u"section")

        self.stages_section.addWidget(self.stages_title)

        self.stages_box = QVBoxLayout()
        self.stages_box.setObjectName(u"stages_box")
        self.stages_box.setContentsMargins(0, 0, 0, 0)

        self.stages_section.addLayout(self.stages_box)


        self.layout.addLayout(self.stages_section)

        self.reason_box = QVBoxLayout()
        self.reason_box.setSpacing(4)
        self.reason_box.setObjectName(u"reason_box")
        self.reason_box.setContentsMargins(0, 0, 0, 0)
        self.reason_label = QLabel(PlanSeparation)
        self.reason_label.setObjectName(u"reason_label")
        self.reason_label.setProperty(u"role", u"quiet")
        self.reason_label.setTextFormat(Qt.TextFormat.PlainText)

        self.reason_box.addWidget(self.reason_label)

        self.reason = GrowingText(PlanSeparation)
        self.reason.setObjectName(u"reason")

        self.reason_box.addWidget(self.reason)


        self.layout.addLayout(self.reason_box)

        self.interim_box = QVBoxLayout()
        self.interim_box.setSpacing(4)
        self.interim_box.setObjectName(u"interim_box")
        self.interim_box.setContentsMargins(0, 0, 0, 0)
        self.interim_label = QLabel(PlanSeparation)
        self.interim_label.setObjectName(u"interim_label")
        self.interim_label.setProperty(u"role", u"quiet")
        self.interim_label.setTextFormat(Qt.TextFormat.PlainText)

        self.interim_box.addWidget(self.interim_label)

        self.interim = GrowingText(PlanSeparation)
        self.interim.setObjectName(u"interim")

        self.interim_box.addWidget(self.interim)


        self.layout.addLayout(self.interim_box)

        self.remove = QPushButton(PlanSeparation)
        self.remove.setObjectName(u"remove")

        self.layout.addWidget(self.remove)

        self.spacer5 = QSpacerItem(20, 40, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout.addItem(self.spacer5)

#if QT_CONFIG(shortcut)
        self.system_label.setBuddy(self.system)
        self.current_label.setBuddy(self.current)
        self.method_label.setBuddy(self.method)
        self.owner_label.setBuddy(self.owner)
        self.reason_label.setBuddy(self.reason)
        self.interim_label.setBuddy(self.interim)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanSeparation)

        QMetaObject.connectSlotsByName(PlanSeparation)
    # setupUi

    def retranslateUi(self, PlanSeparation):
        self.heading.setText("")
        self.warning.setText("")
        self.system_label.setText(QCoreApplication.translate("PlanSeparation", u"System", None))
        self.current_label.setText(QCoreApplication.translate("PlanSeparation", u"Present state", None))
        self.method_label.setText(QCoreApplication.translate("PlanSeparation", u"How it is split", None))
        self.owner_label.setText(QCoreApplication.translate("PlanSeparation", u"Person in charge", None))
        self.stages_title.setText(QCoreApplication.translate("PlanSeparation", u"Stages", None))
        self.reason_label.setText(QCoreApplication.translate("PlanSeparation", u"Why it takes longer than the report summary assumes (\u00b612\u2460)", None))
        self.interim_label.setText(QCoreApplication.translate("PlanSeparation", u"What protects until then", None))
        self.remove.setText(QCoreApplication.translate("PlanSeparation", u"Take out of the schedule\u2026", None))
        pass
    # retranslateUi

