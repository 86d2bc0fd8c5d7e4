# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'plan_figure.ui'
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

class Ui_PlanFigure(object):
    def setupUi(self, PlanFigure):
        if not PlanFigure.objectName():
            PlanFigure.setObjectName(u"PlanFigure")
        self.layout = QVBoxLayout(PlanFigure)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(24, 24, 24, 24)
        self.told = Prose(PlanFigure)
        self.told.setObjectName(u"told")
        self.told.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.told)

        self.kind_box = QVBoxLayout()
        self.kind_box.setSpacing(4)
        self.kind_box.setObjectName(u"kind_box")
        self.kind_box.setContentsMargins(0, 0, 0, 0)
        self.kind_label = QLabel(PlanFigure)
        self.kind_label.setObjectName(u"kind_label")
        self.kind_label.setProperty(u"role", u"quiet")
        self.kind_label.setTextFormat(Qt.TextFormat.PlainText)

        self.kind_box.addWidget(self.kind_label)

        self.kind = QComboBox(PlanFigure)
        self.kind.setObjectName(u"kind")

        self.kind_box.addWidget(self.kind)


        self.layout.addLayout(self.kind_box)

        self.purpose_box = QVBoxLayout()
        self.purpose_box.setSpacing(4)
        self.purpose_box.setObjectName(u"purpose_box")
        self.purpose_box.setContentsMargins(0, 0, 0, 0)
        self.purpose_label = QLabel(PlanFigure)
        self.purpose_label.setObjectName(u"purpose_label")
        self.purpose_label.setProperty(u"role", u"quiet")
        self.purpose_label.setTextFormat(Qt.TextFormat.PlainText)

        self.purpose_box.addWidget(self.purpose_label)

        self.purpose = QComboBox(PlanFigure)
        self.purpose.setObjectName(u"purpose")

        self.purpose_box.addWidget(self.purpose)


        self.layout.addLayout(self.purpose_box)

        self.label_box = QVBoxLayout()
        self.label_box.setSpacing(4)
        self.label_box.setObjectName(u"label_box")
        self.label_box.setContentsMargins(0, 0, 0, 0)
        self.label_label = QLabel(PlanFigure)
        self.label_label.setObjectName(u"label_label")
        self.label_label.setProperty(u"role", u"quiet")
        self.label_label.setTextFormat(Qt.TextFormat.PlainText)

        self.label_box.addWidget(self.label_label)

        self.label = QLineEdit(PlanFigure)
        self.label.setObjectName(u"label")

        self.label_box.addWidget(self.label)


        self.layout.addLayout(self.label_box)

        self.value_box = QVBoxLayout()
        self.value_box.setSpacing(4)
        self.value_box.setObjectName(u"value_box")
        self.value_box.setContentsMargins(0, 0, 0, 0)
        self.value_label = QLabel(PlanFigure)
        self.value_label.setObjectName(u"value_label")
        self.value_label.setProperty(u"role", u"quiet")
        self.value_label.setTextFormat(Qt.TextFormat.PlainText)

        self.value_box.addWidget(self.value_label)

        self.value = QLineEdit(PlanFigure)
        self.value.setObjectName(u"value")

        self.value_box.addWidget(self.value)


        self.layout.addLayout(self.value_box)

        self.counted_box = QVBoxLayout()
        self.counted_box.setSpacing(4)
        self.counted_box.setObjectName(u"counted_box")
        self.counted_box.setContentsMargins(0, 0, 0, 0)
        self.counted_label = QLabel(PlanFigure)
        self.counted_label.setObjectName(u"counted_label")
        self.counted_label.setProperty(u"role", u"quiet")
        self.counted_label.setTextFormat(Qt.TextFormat.PlainText)

        self.counted_box.addWidget(self.counted_label)

        self.counted = QComboBox(PlanFigure)
        self.counted.setObjectName(u"counted")

        self.counted_box.addWidget(self.counted)


        self.layout.addLayout(self.counted_box)

        self.as_of_box = QVBoxLayout()
        self.as_of_box.setSpacing(4)
        self.as_of_box.setObjectName(u"as_of_box")
        self.as_of_box.setContentsMargins(0, 0, 0, 0)
        self.as_of_label = QLabel(PlanFigure)
        self.as_of_label.setObjectName(u"as_of_label")
        self.as_of_label.setProperty(u"role", u"quiet")
        self.as_of_label.setTextFormat(Qt.TextFormat.PlainText)

        self.as_of_box.addWidget(self.as_of_label)

        self.as_of = DateField(PlanFigure)
        self.as_of.setObjectName(u"as_of")

        self.as_of_box.addWidget(self.as_of)


        self.layout.addLayout(self.as_of_box)

        self.source_box = QVBoxLayout()
        self.source_box.setSpacing(4)
        self.source_box.setObjectName(u"source_box")
        self.source_box.setContentsMargins(0, 0, 0, 0)
        self.source_label = QLabel(PlanFigure)
        self.source_label.setObjectName(u"source_label")
        self.source_label.setProperty(u"role", u"quiet")
        self.source_label.setTextFormat(Qt.TextFormat.PlainText)

        self.source_box.addWidget(self.source_label)

        self.source = QLineEdit(PlanFigure)
        self.source.setObjectName(u"source")

        self.source_box.addWidget(self.source)


        self.layout.addLayout(self.source_box)

        self.reason_box = QVBoxLayout()
        self.reason_box.setSpacing(4)
        self.reason_box.setObjectName(u"reason_box")
        self.reason_box.setContentsMargins(0, 0, 0, 0)
        self.reason_label = QLabel(PlanFigure)
        self.reason_label.setObjectName(u"reason_label")
        self.reason_label.setProperty(u"role", u"quiet")
        self.reason_label.setTextFormat(Qt.TextFormat.PlainText)

        self.reason_box.addWidget(self.reason_label)

        self.reason = GrowingText(PlanFigure)
        self.reason.setObjectName(u"reason")

        self.reason_box.addWidget(self.reason)


        self.layout.addLayout(self.reason_box)

        self.on_box = QVBoxLayout()
        self.on_box.setSpacing(4)
        self.on_box.setObjectName(u"on_box")
        self.on_box.setContentsMargins(0, 0, 0, 0)
        self.on_label = QLabel(PlanFigure)
        self.on_label.setObjectName(u"on_label")
        self.on_label.setProperty(u"role", u"quiet")
        self.on_label.setTextFormat(Qt.TextFormat.PlainText)

        self.on_box.addWidget(self.on_label)

        self.on = DateField(PlanFigure)
        self.on.setObjectName(u"on")

        self.on_box.addWidget(self.on)


        self.layout.addLayout(self.on_box)

        self.missing = Prose(PlanFigure)
        self.missing.setObjectName(u"missing")
        self.missing.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.missing)

        self.buttons = QDialogButtonBox(PlanFigure)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.layout.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.kind_label.setBuddy(self.kind)
        self.purpose_label.setBuddy(self.purpose)
        self.label_label.setBuddy(self.label)
        self.value_label.setBuddy(self.value)
        self.counted_label.setBuddy(self.counted)
        self.as_of_label.setBuddy(self.as_of)
        self.source_label.setBuddy(self.source)
        self.reason_label.setBuddy(self.reason)
        self.on_label.setBuddy(self.on)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PlanFigure)

        QMetaObject.connectSlotsByName(PlanFigure)
    # setupUi

    def retranslateUi(self, PlanFigure):
        self.told.setText("")
        self.kind_label.setText(QCoreApplication.translate("PlanFigure", u"Kind of figure", None))
        self.purpose_label.setText(QCoreApplication.translate("PlanFigure", u"Purpose of the views (\u00b64)", None))
        self.label_label.setText(QCoreApplication.translate("PlanFigure", u"What is counted", None))
        self.value_label.setText(QCoreApplication.translate("PlanFigure", u"Amount", None))
        self.counted_label.setText(QCoreApplication.translate("PlanFigure", u"Counted or estimated", None))
        self.as_of_label.setText(QCoreApplication.translate("PlanFigure", u"As of", None))
        self.source_label.setText(QCoreApplication.translate("PlanFigure", u"Source of the figure", None))
        self.reason_label.setText(QCoreApplication.translate("PlanFigure", u"Why it is corrected", None))
        self.on_label.setText(QCoreApplication.translate("PlanFigure", u"Day of the correction", None))
        self.missing.setText("")
        pass
    # retranslateUi

