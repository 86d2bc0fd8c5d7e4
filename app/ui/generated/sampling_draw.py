# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'sampling_draw.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QHBoxLayout,
    QLabel, QLineEdit, QPushButton, QRadioButton,
    QSizePolicy, QSpacerItem, QSpinBox, QVBoxLayout,
    QWidget)

from app.ui.widgets.prose import Prose

class Ui_SamplingDraw(object):
    def setupUi(self, SamplingDraw):
        if not SamplingDraw.objectName():
            SamplingDraw.setObjectName(u"SamplingDraw")
        SamplingDraw.resize(680, 640)
        self.layout = QVBoxLayout(SamplingDraw)
        self.layout.setSpacing(12)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(20, 20, 20, 20)
        self.title = Prose(SamplingDraw)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.layout.addWidget(self.title)

        self.kind_box = QVBoxLayout()
        self.kind_box.setSpacing(4)
        self.kind_box.setObjectName(u"kind_box")
        self.kind_box.setContentsMargins(0, 0, 0, 0)
        self.kind_label = QLabel(SamplingDraw)
        self.kind_label.setObjectName(u"kind_label")
        self.kind_label.setProperty(u"role", u"quiet")
        self.kind_label.setTextFormat(Qt.TextFormat.PlainText)

        self.kind_box.addWidget(self.kind_label)

        self.kind = QComboBox(SamplingDraw)
        self.kind.setObjectName(u"kind")

        self.kind_box.addWidget(self.kind)


        self.layout.addLayout(self.kind_box)

        self.purpose_box = QVBoxLayout()
        self.purpose_box.setSpacing(4)
        self.purpose_box.setObjectName(u"purpose_box")
        self.purpose_box.setContentsMargins(0, 0, 0, 0)
        self.purpose_label = QLabel(SamplingDraw)
        self.purpose_label.setObjectName(u"purpose_label")
        self.purpose_label.setProperty(u"role", u"quiet")
        self.purpose_label.setTextFormat(Qt.TextFormat.PlainText)

        self.purpose_box.addWidget(self.purpose_label)

        self.purpose = QLineEdit(SamplingDraw)
        self.purpose.setObjectName(u"purpose")

        self.purpose_box.addWidget(self.purpose)


        self.layout.addLayout(self.purpose_box)

        self.limits = QHBoxLayout()
        self.limits.setSpacing(12)
        self.limits.setObjectName(u"limits")
        self.limits.setContentsMargins(0, 0, 0, 0)
        self.site_box = QVBoxLayout()
        self.site_box.setSpacing(4)
        self.site_box.setObjectName(u"site_box")
        self.site_box.setContentsMargins(0, 0, 0, 0)
        self.site_label = QLabel(SamplingDraw)
        self.site_label.setObjectName(u"site_label")
        self.site_label.setProperty(u"role", u"quiet")
        self.site_label.setTextFormat(Qt.TextFormat.PlainText)

        self.site_box.addWidget(self.site_label)

        self.site = QComboBox(SamplingDraw)
        self.site.setObjectName(u"site")

        self.site_box.addWidget(self.site)


        self.limits.addLayout(self.site_box)

        self.condition_box = QVBoxLayout()
        self.condition_box.setSpacing(4)
        self.condition_box.setObjectName(u"condition_box")
        self.condition_box.setContentsMargins(0, 0, 0, 0)
        self.condition_label = QLabel(SamplingDraw)
        self.condition_label.setObjectName(u"condition_label")
        self.condition_label.setProperty(u"role", u"quiet")
        self.condition_label.setTextFormat(Qt.TextFormat.PlainText)

        self.condition_box.addWidget(self.condition_label)

        self.condition = QComboBox(SamplingDraw)
        self.condition.setObjectName(u"condition")

        self.condition_box.addWidget(self.condition)


        self.limits.addLayout(self.condition_box)

        self.text_box = QVBoxLayout()
        self.text_box.setSpacing(4)
        self.text_box.setObjectName(u"text_box")
        self.text_box.setContentsMargins(0, 0, 0, 0)
        self.text_label = QLabel(SamplingDraw)
        self.text_label.setObjectName(u"text_label")
        self.text_label.setProperty(u"role", u"quiet")
        self.text_label.setTextFormat(Qt.TextFormat.PlainText)

        self.text_box.addWidget(self.text_label)

        self.text = QLineEdit(SamplingDraw)
        self.text.setObjectName(u"text")

        self.text_box.addWidget(self.text)


        self.limits.addLayout(self.text_box)


        self.layout.addLayout(self.limits)

        self.groups = QHBoxLayout()
        self.groups.setSpacing(12)
        self.groups.setObjectName(u"groups")
        self.groups.setContentsMargins(0, 0, 0, 0)
        self.grouped_box = QVBoxLayout()
        self.grouped_box.setSpacing(4)
        self.grouped_box.setObjectName(u"grouped_box")
        self.grouped_box.setContentsMargins(0, 0, 0, 0)
        self.grouped_label = QLabel(SamplingDraw)
        self.grouped_label.setObjectName(u"grouped_label")
        self.grouped_label.setProperty(u"role", u"quiet")
        self.grouped_label.setTextFormat(Qt.TextFormat.PlainText)

        self.grouped_box.addWidget(self.grouped_label)

        self.grouped = QComboBox(SamplingDraw)
        self.grouped.setObjectName(u"grouped")

        self.grouped_box.addWidget(self.grouped)


        self.groups.addLayout(self.grouped_box)

        self.allocation_box = QVBoxLayout()
        self.allocation_box.setSpacing(4)
        self.allocation_box.setObjectName(u"allocation_box")
        self.allocation_box.setContentsMargins(0, 0, 0, 0)
        self.allocation_label = QLabel(SamplingDraw)
        self.allocation_label.setObjectName(u"allocation_label")
        self.allocation_label.setProperty(u"role", u"quiet")
        self.allocation_label.setTextFormat(Qt.TextFormat.PlainText)

        self.allocation_box.addWidget(self.allocation_label)

        self.allocation = QComboBox(SamplingDraw)
        self.allocation.setObjectName(u"allocation")

        self.allocation_box.addWidget(self.allocation)


        self.groups.addLayout(self.allocation_box)


        self.layout.addLayout(self.groups)

        self.size_title = QLabel(SamplingDraw)
        self.size_title.setObjectName(u"size_title")
        self.size_title.setProperty(u"role", u"section")

        self.layout.addWidget(self.size_title)

        self.by_size_row = QHBoxLayout()
        self.by_size_row.setSpacing(8)
        self.by_size_row.setObjectName(u"by_size_row")
        self.by_size_row.setContentsMargins(0, 0, 0, 0)
        self.by_size = QRadioButton(SamplingDraw)
        self.by_size.setObjectName(u"by_size")

        self.by_size_row.addWidget(self.by_size)

        self.size = QSpinBox(SamplingDraw)
        self.size.setObjectName(u"size")
        self.size.setMinimum(1)
        self.size.setMaximum(2000)
        self.size.setValue(30)

        self.by_size_row.addWidget(self.size)

        self.size_room = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.by_size_row.addItem(self.size_room)


        self.layout.addLayout(self.by_size_row)

        self.by_rate_row = QHBoxLayout()
        self.by_rate_row.setSpacing(8)
        self.by_rate_row.setObjectName(u"by_rate_row")
        self.by_rate_row.setContentsMargins(0, 0, 0, 0)
        self.by_rate = QRadioButton(SamplingDraw)
        self.by_rate.setObjectName(u"by_rate")

        self.by_rate_row.addWidget(self.by_rate)

        self.confidence = QComboBox(SamplingDraw)
        self.confidence.setObjectName(u"confidence")

        self.by_rate_row.addWidget(self.confidence)

        self.rate_label = QLabel(SamplingDraw)
        self.rate_label.setObjectName(u"rate_label")
        self.rate_label.setTextFormat(Qt.TextFormat.PlainText)

        self.by_rate_row.addWidget(self.rate_label)

        self.rate = QComboBox(SamplingDraw)
        self.rate.setObjectName(u"rate")

        self.by_rate_row.addWidget(self.rate)

        self.rate_room = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.by_rate_row.addItem(self.rate_room)


        self.layout.addLayout(self.by_rate_row)

        self.size_hint = Prose(SamplingDraw)
        self.size_hint.setObjectName(u"size_hint")
        self.size_hint.setProperty(u"role", u"hint")

        self.layout.addWidget(self.size_hint)

        self.seed_box = QVBoxLayout()
        self.seed_box.setSpacing(4)
        self.seed_box.setObjectName(u"seed_box")
        self.seed_box.setContentsMargins(0, 0, 0, 0)
        self.seed_label = QLabel(SamplingDraw)
        self.seed_label.setObjectName(u"seed_label")
        self.seed_label.setProperty(u"role", u"quiet")
        self.seed_label.setTextFormat(Qt.TextFormat.PlainText)

        self.seed_box.addWidget(self.seed_label)

        self.seed = QLineEdit(SamplingDraw)
        self.seed.setObjectName(u"seed")

        self.seed_box.addWidget(self.seed)


        self.layout.addLayout(self.seed_box)

        self.preview = Prose(SamplingDraw)
        self.preview.setObjectName(u"preview")
        self.preview.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.preview)

        self.problem = Prose(SamplingDraw)
        self.problem.setObjectName(u"problem")

        self.layout.addWidget(self.problem)

        self.room = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout.addItem(self.room)

        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.foot_room = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.foot_room)

        self.cancel = QPushButton(SamplingDraw)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.foot.addWidget(self.cancel)

        self.ok = QPushButton(SamplingDraw)
        self.ok.setObjectName(u"ok")
        self.ok.setProperty(u"role", u"primary")
        self.ok.setAutoDefault(False)

        self.foot.addWidget(self.ok)


        self.layout.addLayout(self.foot)

#if QT_CONFIG(shortcut)
        self.kind_label.setBuddy(self.kind)
        self.purpose_label.setBuddy(self.purpose)
        self.site_label.setBuddy(self.site)
        self.condition_label.setBuddy(self.condition)
        self.text_label.setBuddy(self.text)
        self.grouped_label.setBuddy(self.grouped)
        self.allocation_label.setBuddy(self.allocation)
        self.seed_label.setBuddy(self.seed)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(SamplingDraw)

        QMetaObject.connectSlotsByName(SamplingDraw)
    # setupUi

    def retranslateUi(self, SamplingDraw):
        self.title.setText(QCoreApplication.translate("SamplingDraw", u"Draw a sample", None))
        self.kind_label.setText(QCoreApplication.translate("SamplingDraw", u"Ledger", None))
#if QT_CONFIG(accessibility)
        self.kind.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"Ledger", None))
#endif // QT_CONFIG(accessibility)
        self.purpose_label.setText(QCoreApplication.translate("SamplingDraw", u"What it is drawn for", None))
#if QT_CONFIG(accessibility)
        self.purpose.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"What it is drawn for", None))
#endif // QT_CONFIG(accessibility)
        self.site_label.setText(QCoreApplication.translate("SamplingDraw", u"Only this site", None))
#if QT_CONFIG(accessibility)
        self.site.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"Only this site", None))
#endif // QT_CONFIG(accessibility)
        self.condition_label.setText(QCoreApplication.translate("SamplingDraw", u"Only where this field", None))
#if QT_CONFIG(accessibility)
        self.condition.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"Only where this field", None))
#endif // QT_CONFIG(accessibility)
        self.text_label.setText(QCoreApplication.translate("SamplingDraw", u"holds this text", None))
#if QT_CONFIG(accessibility)
        self.text.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"holds this text", None))
#endif // QT_CONFIG(accessibility)
        self.grouped_label.setText(QCoreApplication.translate("SamplingDraw", u"Draw from each", None))
#if QT_CONFIG(accessibility)
        self.grouped.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"Draw from each", None))
#endif // QT_CONFIG(accessibility)
        self.allocation_label.setText(QCoreApplication.translate("SamplingDraw", u"Share among them", None))
#if QT_CONFIG(accessibility)
        self.allocation.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"Share among them", None))
#endif // QT_CONFIG(accessibility)
        self.size_title.setText(QCoreApplication.translate("SamplingDraw", u"How many", None))
        self.by_size.setText(QCoreApplication.translate("SamplingDraw", u"Number of records", None))
#if QT_CONFIG(accessibility)
        self.size.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"Number of records", None))
#endif // QT_CONFIG(accessibility)
        self.by_rate.setText(QCoreApplication.translate("SamplingDraw", u"As many as needed: confidence", None))
#if QT_CONFIG(accessibility)
        self.confidence.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"Confidence", None))
#endif // QT_CONFIG(accessibility)
        self.rate_label.setText(QCoreApplication.translate("SamplingDraw", u"tolerable rate", None))
#if QT_CONFIG(accessibility)
        self.rate.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"Tolerable rate", None))
#endif // QT_CONFIG(accessibility)
        self.seed_label.setText(QCoreApplication.translate("SamplingDraw", u"Seed (empty: drawn by the program)", None))
#if QT_CONFIG(accessibility)
        self.seed.setAccessibleName(QCoreApplication.translate("SamplingDraw", u"Seed (empty: drawn by the program)", None))
#endif // QT_CONFIG(accessibility)
        self.cancel.setText(QCoreApplication.translate("SamplingDraw", u"Cancel", None))
        self.ok.setText(QCoreApplication.translate("SamplingDraw", u"Draw", None))
        pass
    # retranslateUi

