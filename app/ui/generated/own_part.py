# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'own_part.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_OwnPart(object):
    def setupUi(self, OwnPart):
        if not OwnPart.objectName():
            OwnPart.setObjectName(u"OwnPart")
        OwnPart.resize(920, 680)
        self.column = QVBoxLayout(OwnPart)
        self.column.setSpacing(10)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 20, 20, 20)
        self.title = Prose(OwnPart)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.column.addWidget(self.title)

        self.lead = Prose(OwnPart)
        self.lead.setObjectName(u"lead")
        self.lead.setProperty(u"role", u"quiet")

        self.column.addWidget(self.lead)

        self.entriesRoom = QVBoxLayout()
        self.entriesRoom.setSpacing(6)
        self.entriesRoom.setObjectName(u"entriesRoom")

        self.column.addLayout(self.entriesRoom)

        self.row1 = QHBoxLayout()
        self.row1.setSpacing(8)
        self.row1.setObjectName(u"row1")
        self.take = QPushButton(OwnPart)
        self.take.setObjectName(u"take")
        self.take.setAutoDefault(False)

        self.row1.addWidget(self.take)

        self.remove = QPushButton(OwnPart)
        self.remove.setObjectName(u"remove")
        self.remove.setAutoDefault(False)

        self.row1.addWidget(self.remove)

        self.write_out = QPushButton(OwnPart)
        self.write_out.setObjectName(u"write_out")
        self.write_out.setAutoDefault(False)

        self.row1.addWidget(self.write_out)

        self.save_template = QPushButton(OwnPart)
        self.save_template.setObjectName(u"save_template")
        self.save_template.setAutoDefault(False)

        self.row1.addWidget(self.save_template)

        self.spacer1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row1.addItem(self.spacer1)


        self.column.addLayout(self.row1)

        self.valuesTitle = Prose(OwnPart)
        self.valuesTitle.setObjectName(u"valuesTitle")
        self.valuesTitle.setProperty(u"role", u"section")

        self.column.addWidget(self.valuesTitle)

        self.valuesLead = Prose(OwnPart)
        self.valuesLead.setObjectName(u"valuesLead")
        self.valuesLead.setProperty(u"role", u"quiet")

        self.column.addWidget(self.valuesLead)

        self.valuesRoom = QVBoxLayout()
        self.valuesRoom.setSpacing(6)
        self.valuesRoom.setObjectName(u"valuesRoom")

        self.column.addLayout(self.valuesRoom)

        self.row2 = QHBoxLayout()
        self.row2.setSpacing(8)
        self.row2.setObjectName(u"row2")
        self.change = QPushButton(OwnPart)
        self.change.setObjectName(u"change")
        self.change.setAutoDefault(False)

        self.row2.addWidget(self.change)

        self.clear = QPushButton(OwnPart)
        self.clear.setObjectName(u"clear")
        self.clear.setAutoDefault(False)

        self.row2.addWidget(self.clear)

        self.addValue = QPushButton(OwnPart)
        self.addValue.setObjectName(u"addValue")
        self.addValue.setAutoDefault(False)

        self.row2.addWidget(self.addValue)

        self.spacer2 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row2.addItem(self.spacer2)


        self.column.addLayout(self.row2)

        self.problem = Prose(OwnPart)
        self.problem.setObjectName(u"problem")

        self.column.addWidget(self.problem)

        self.row3 = QHBoxLayout()
        self.row3.setSpacing(8)
        self.row3.setObjectName(u"row3")
        self.spacer3 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row3.addItem(self.spacer3)

        self.close = QPushButton(OwnPart)
        self.close.setObjectName(u"close")
        self.close.setAutoDefault(False)
        self.close.setProperty(u"role", u"primary")

        self.row3.addWidget(self.close)


        self.column.addLayout(self.row3)


        self.retranslateUi(OwnPart)

        QMetaObject.connectSlotsByName(OwnPart)
    # setupUi

    def retranslateUi(self, OwnPart):
        self.title.setText(QCoreApplication.translate("OwnPart", u"Own checkpoints", None))
        self.lead.setText(QCoreApplication.translate("OwnPart", u"Checkpoints that the company adds, notes on those of the catalogue, and what it does not ask. The words of the catalogue itself stay as they are.", None))
        self.take.setText(QCoreApplication.translate("OwnPart", u"Take in\u2026", None))
        self.remove.setText(QCoreApplication.translate("OwnPart", u"Take out\u2026", None))
        self.write_out.setText(QCoreApplication.translate("OwnPart", u"Write out\u2026", None))
        self.save_template.setText(QCoreApplication.translate("OwnPart", u"Save a template\u2026", None))
        self.valuesTitle.setText(QCoreApplication.translate("OwnPart", u"Own values", None))
        self.valuesLead.setText(QCoreApplication.translate("OwnPart", u"They stand in the texts of checkpoints in place of a name in braces, everywhere at once.", None))
        self.change.setText(QCoreApplication.translate("OwnPart", u"Set a value\u2026", None))
        self.clear.setText(QCoreApplication.translate("OwnPart", u"As at first", None))
        self.addValue.setText(QCoreApplication.translate("OwnPart", u"Add a value\u2026", None))
        self.close.setText(QCoreApplication.translate("OwnPart", u"Close", None))
        pass
    # retranslateUi

