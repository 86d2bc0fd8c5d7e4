# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'thresholds.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QFrame, QHBoxLayout,
    QPushButton, QScrollArea, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_Thresholds(object):
    def setupUi(self, Thresholds):
        if not Thresholds.objectName():
            Thresholds.setObjectName(u"Thresholds")
        Thresholds.resize(760, 600)
        self.column1 = QVBoxLayout(Thresholds)
        self.column1.setSpacing(12)
        self.column1.setObjectName(u"column1")
        self.column1.setContentsMargins(20, 16, 20, 16)
        self.lead = Prose(Thresholds)
        self.lead.setObjectName(u"lead")
        self.lead.setProperty(u"role", u"quiet")

        self.column1.addWidget(self.lead)

        self.area = QScrollArea(Thresholds)
        self.area.setObjectName(u"area")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidgetResizable(True)
        self.rows = QWidget()
        self.rows.setObjectName(u"rows")
        self.rows.setProperty(u"role", u"page")
        self.rowsRoom = QVBoxLayout(self.rows)
        self.rowsRoom.setSpacing(8)
        self.rowsRoom.setObjectName(u"rowsRoom")
        self.rowsRoom.setContentsMargins(0, 0, 8, 0)
        self.area.setWidget(self.rows)

        self.column1.addWidget(self.area)

        self.progressRoom = QVBoxLayout()
        self.progressRoom.setObjectName(u"progressRoom")

        self.column1.addLayout(self.progressRoom)

        self.problem = Prose(Thresholds)
        self.problem.setObjectName(u"problem")

        self.column1.addWidget(self.problem)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.help = QPushButton(Thresholds)
        self.help.setObjectName(u"help")
        self.help.setAutoDefault(False)

        self.buttons.addWidget(self.help)

        self.defaults = QPushButton(Thresholds)
        self.defaults.setObjectName(u"defaults")
        self.defaults.setAutoDefault(False)

        self.buttons.addWidget(self.defaults)

        self.undo = QPushButton(Thresholds)
        self.undo.setObjectName(u"undo")
        self.undo.setAutoDefault(False)

        self.buttons.addWidget(self.undo)

        self.spacer1 = QSpacerItem(20, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.spacer1)

        self.close = QPushButton(Thresholds)
        self.close.setObjectName(u"close")
        self.close.setAutoDefault(False)

        self.buttons.addWidget(self.close)

        self.save = QPushButton(Thresholds)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"role", u"primary")

        self.buttons.addWidget(self.save)


        self.column1.addLayout(self.buttons)

        self.column1.setStretch(1, 1)

        self.retranslateUi(Thresholds)

        QMetaObject.connectSlotsByName(Thresholds)
    # setupUi

    def retranslateUi(self, Thresholds):
        self.lead.setText(QCoreApplication.translate("Thresholds", u"Rules of the ledgers compare with these numbers and days. Each change goes into the history, and the findings are derived anew; what you decided on findings stays.", None))
        self.help.setText(QCoreApplication.translate("Thresholds", u"Help (F1)", None))
        self.defaults.setText(QCoreApplication.translate("Thresholds", u"All as at first", None))
        self.undo.setText(QCoreApplication.translate("Thresholds", u"Undo the last change", None))
        self.close.setText(QCoreApplication.translate("Thresholds", u"Close", None))
        self.save.setText(QCoreApplication.translate("Thresholds", u"Save and compare anew", None))
        pass
    # retranslateUi

