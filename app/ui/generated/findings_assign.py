# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'findings_assign.ui'
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
    QDialogButtonBox, QLabel, QRadioButton, QSizePolicy,
    QVBoxLayout, QWidget)

from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose

class Ui_FindingsAssign(object):
    def setupUi(self, FindingsAssign):
        if not FindingsAssign.objectName():
            FindingsAssign.setObjectName(u"FindingsAssign")
        self.layout = QVBoxLayout(FindingsAssign)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(FindingsAssign)
        self.told.setObjectName(u"told")

        self.layout.addWidget(self.told)

        self.known = QRadioButton(FindingsAssign)
        self.known.setObjectName(u"known")

        self.layout.addWidget(self.known)

        self.measure_box = QVBoxLayout()
        self.measure_box.setSpacing(4)
        self.measure_box.setObjectName(u"measure_box")
        self.measure_box.setContentsMargins(0, 0, 0, 0)
        self.measure_label = QLabel(FindingsAssign)
        self.measure_label.setObjectName(u"measure_label")
        self.measure_label.setProperty(u"role", u"quiet")
        self.measure_label.setTextFormat(Qt.TextFormat.PlainText)

        self.measure_box.addWidget(self.measure_label)

        self.measure = QComboBox(FindingsAssign)
        self.measure.setObjectName(u"measure")

        self.measure_box.addWidget(self.measure)


        self.layout.addLayout(self.measure_box)

        self.new_one = QRadioButton(FindingsAssign)
        self.new_one.setObjectName(u"new_one")

        self.layout.addWidget(self.new_one)

        self.item_box = QVBoxLayout()
        self.item_box.setSpacing(4)
        self.item_box.setObjectName(u"item_box")
        self.item_box.setContentsMargins(0, 0, 0, 0)
        self.item_label = QLabel(FindingsAssign)
        self.item_label.setObjectName(u"item_label")
        self.item_label.setProperty(u"role", u"quiet")
        self.item_label.setTextFormat(Qt.TextFormat.PlainText)

        self.item_box.addWidget(self.item_label)

        self.item = QComboBox(FindingsAssign)
        self.item.setObjectName(u"item")

        self.item_box.addWidget(self.item)


        self.layout.addLayout(self.item_box)

        self.text_box = QVBoxLayout()
        self.text_box.setSpacing(4)
        self.text_box.setObjectName(u"text_box")
        self.text_box.setContentsMargins(0, 0, 0, 0)
        self.text_label = QLabel(FindingsAssign)
        self.text_label.setObjectName(u"text_label")
        self.text_label.setProperty(u"role", u"quiet")
        self.text_label.setTextFormat(Qt.TextFormat.PlainText)

        self.text_box.addWidget(self.text_label)

        self.text = GrowingText(FindingsAssign)
        self.text.setObjectName(u"text")

        self.text_box.addWidget(self.text)


        self.layout.addLayout(self.text_box)

        self.missing = Prose(FindingsAssign)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(FindingsAssign)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.measure_label.setBuddy(self.measure)
        self.item_label.setBuddy(self.item)
        self.text_label.setBuddy(self.text)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(FindingsAssign)

        QMetaObject.connectSlotsByName(FindingsAssign)
    # setupUi

    def retranslateUi(self, FindingsAssign):
        FindingsAssign.setWindowTitle(QCoreApplication.translate("FindingsAssign", u"Put findings under a measure", None))
        self.told.setText("")
        self.known.setText(QCoreApplication.translate("FindingsAssign", u"Put under a measure of the plan", None))
        self.measure_label.setText(QCoreApplication.translate("FindingsAssign", u"Measure", None))
        self.new_one.setText(QCoreApplication.translate("FindingsAssign", u"Make a new measure", None))
        self.item_label.setText(QCoreApplication.translate("FindingsAssign", u"Item", None))
        self.text_label.setText(QCoreApplication.translate("FindingsAssign", u"What is done", None))
        self.missing.setText("")
    # retranslateUi

