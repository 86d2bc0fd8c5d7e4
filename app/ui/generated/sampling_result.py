# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'sampling_result.ui'
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
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QLineEdit,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.prose import Prose

class Ui_SamplingResult(object):
    def setupUi(self, SamplingResult):
        if not SamplingResult.objectName():
            SamplingResult.setObjectName(u"SamplingResult")
        SamplingResult.resize(400, 640)
        self.layout = QVBoxLayout(SamplingResult)
        self.layout.setSpacing(8)
        self.layout.setObjectName(u"layout")
        self.layout.setContentsMargins(16, 16, 16, 16)
        self.key = Prose(SamplingResult)
        self.key.setObjectName(u"key")
        self.key.setProperty(u"role", u"section")

        self.layout.addWidget(self.key)

        self.place = Prose(SamplingResult)
        self.place.setObjectName(u"place")
        self.place.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.place)

        self.facts = Prose(SamplingResult)
        self.facts.setObjectName(u"facts")

        self.layout.addWidget(self.facts)

        self.result_title = QLabel(SamplingResult)
        self.result_title.setObjectName(u"result_title")
        self.result_title.setProperty(u"role", u"section")

        self.layout.addWidget(self.result_title)

        self.outcomes = QVBoxLayout()
        self.outcomes.setSpacing(8)
        self.outcomes.setObjectName(u"outcomes")
        self.outcomes.setContentsMargins(0, 0, 0, 0)
        self.sound = QPushButton(SamplingResult)
        self.sound.setObjectName(u"sound")
        self.sound.setAutoDefault(False)
        self.sound.setCheckable(True)

        self.outcomes.addWidget(self.sound)

        self.different = QPushButton(SamplingResult)
        self.different.setObjectName(u"different")
        self.different.setAutoDefault(False)
        self.different.setCheckable(True)

        self.outcomes.addWidget(self.different)

        self.unchecked = QPushButton(SamplingResult)
        self.unchecked.setObjectName(u"unchecked")
        self.unchecked.setAutoDefault(False)
        self.unchecked.setCheckable(True)

        self.outcomes.addWidget(self.unchecked)


        self.layout.addLayout(self.outcomes)

        self.difference_box = QVBoxLayout()
        self.difference_box.setSpacing(4)
        self.difference_box.setObjectName(u"difference_box")
        self.difference_box.setContentsMargins(0, 0, 0, 0)
        self.difference_label = QLabel(SamplingResult)
        self.difference_label.setObjectName(u"difference_label")
        self.difference_label.setProperty(u"role", u"quiet")
        self.difference_label.setTextFormat(Qt.TextFormat.PlainText)

        self.difference_box.addWidget(self.difference_label)

        self.difference = QLineEdit(SamplingResult)
        self.difference.setObjectName(u"difference")

        self.difference_box.addWidget(self.difference)


        self.layout.addLayout(self.difference_box)

        self.remark_box = QVBoxLayout()
        self.remark_box.setSpacing(4)
        self.remark_box.setObjectName(u"remark_box")
        self.remark_box.setContentsMargins(0, 0, 0, 0)
        self.remark_label = QLabel(SamplingResult)
        self.remark_label.setObjectName(u"remark_label")
        self.remark_label.setProperty(u"role", u"quiet")
        self.remark_label.setTextFormat(Qt.TextFormat.PlainText)

        self.remark_box.addWidget(self.remark_label)

        self.remark = QLineEdit(SamplingResult)
        self.remark.setObjectName(u"remark")

        self.remark_box.addWidget(self.remark)


        self.layout.addLayout(self.remark_box)

        self.evidence_box = QVBoxLayout()
        self.evidence_box.setSpacing(4)
        self.evidence_box.setObjectName(u"evidence_box")
        self.evidence_box.setContentsMargins(0, 0, 0, 0)
        self.evidence_label = QLabel(SamplingResult)
        self.evidence_label.setObjectName(u"evidence_label")
        self.evidence_label.setProperty(u"role", u"quiet")
        self.evidence_label.setTextFormat(Qt.TextFormat.PlainText)

        self.evidence_box.addWidget(self.evidence_label)

        self.evidence = QLineEdit(SamplingResult)
        self.evidence.setObjectName(u"evidence")

        self.evidence_box.addWidget(self.evidence)


        self.layout.addLayout(self.evidence_box)

        self.checked_on_box = QVBoxLayout()
        self.checked_on_box.setSpacing(4)
        self.checked_on_box.setObjectName(u"checked_on_box")
        self.checked_on_box.setContentsMargins(0, 0, 0, 0)
        self.checked_on_label = QLabel(SamplingResult)
        self.checked_on_label.setObjectName(u"checked_on_label")
        self.checked_on_label.setProperty(u"role", u"quiet")
        self.checked_on_label.setTextFormat(Qt.TextFormat.PlainText)

        self.checked_on_box.addWidget(self.checked_on_label)

        self.checked_on = DateField(SamplingResult)
        self.checked_on.setObjectName(u"checked_on")

        self.checked_on_box.addWidget(self.checked_on)


        self.layout.addLayout(self.checked_on_box)

        self.checked_by_box = QVBoxLayout()
        self.checked_by_box.setSpacing(4)
        self.checked_by_box.setObjectName(u"checked_by_box")
        self.checked_by_box.setContentsMargins(0, 0, 0, 0)
        self.checked_by_label = QLabel(SamplingResult)
        self.checked_by_label.setObjectName(u"checked_by_label")
        self.checked_by_label.setProperty(u"role", u"quiet")
        self.checked_by_label.setTextFormat(Qt.TextFormat.PlainText)

        self.checked_by_box.addWidget(self.checked_by_label)

        self.checked_by = QLineEdit(SamplingResult)
        self.checked_by.setObjectName(u"checked_by")

        self.checked_by_box.addWidget(self.checked_by)


        self.layout.addLayout(self.checked_by_box)

        self.problem = Prose(SamplingResult)
        self.problem.setObjectName(u"problem")

        self.layout.addWidget(self.problem)

        self.record = QPushButton(SamplingResult)
        self.record.setObjectName(u"record")
        self.record.setProperty(u"role", u"primary")
        self.record.setAutoDefault(False)

        self.layout.addWidget(self.record)

        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.back = QPushButton(SamplingResult)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"role", u"link")
        self.back.setAutoDefault(False)

        self.foot.addWidget(self.back)

        self.discard = QPushButton(SamplingResult)
        self.discard.setObjectName(u"discard")
        self.discard.setProperty(u"role", u"link")
        self.discard.setAutoDefault(False)

        self.foot.addWidget(self.discard)

        self.foot_room = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.foot_room)


        self.layout.addLayout(self.foot)

        self.written = Prose(SamplingResult)
        self.written.setObjectName(u"written")
        self.written.setProperty(u"role", u"hint")

        self.layout.addWidget(self.written)

        self.more = Prose(SamplingResult)
        self.more.setObjectName(u"more")
        self.more.setProperty(u"role", u"quiet")

        self.layout.addWidget(self.more)

        self.room = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout.addItem(self.room)

#if QT_CONFIG(shortcut)
        self.difference_label.setBuddy(self.difference)
        self.remark_label.setBuddy(self.remark)
        self.evidence_label.setBuddy(self.evidence)
        self.checked_on_label.setBuddy(self.checked_on)
        self.checked_by_label.setBuddy(self.checked_by)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(SamplingResult)

        QMetaObject.connectSlotsByName(SamplingResult)
    # setupUi

    def retranslateUi(self, SamplingResult):
        self.result_title.setText(QCoreApplication.translate("SamplingResult", u"Result", None))
        self.difference_label.setText(QCoreApplication.translate("SamplingResult", u"What differs", None))
#if QT_CONFIG(accessibility)
        self.difference.setAccessibleName(QCoreApplication.translate("SamplingResult", u"What differs", None))
#endif // QT_CONFIG(accessibility)
        self.remark_label.setText(QCoreApplication.translate("SamplingResult", u"Remark", None))
#if QT_CONFIG(accessibility)
        self.remark.setAccessibleName(QCoreApplication.translate("SamplingResult", u"Remark", None))
#endif // QT_CONFIG(accessibility)
        self.evidence_label.setText(QCoreApplication.translate("SamplingResult", u"Evidence no.", None))
#if QT_CONFIG(accessibility)
        self.evidence.setAccessibleName(QCoreApplication.translate("SamplingResult", u"Evidence no.", None))
#endif // QT_CONFIG(accessibility)
        self.checked_on_label.setText(QCoreApplication.translate("SamplingResult", u"Checked on", None))
#if QT_CONFIG(accessibility)
        self.checked_on.setAccessibleName(QCoreApplication.translate("SamplingResult", u"Checked on", None))
#endif // QT_CONFIG(accessibility)
        self.checked_by_label.setText(QCoreApplication.translate("SamplingResult", u"Checked by", None))
#if QT_CONFIG(accessibility)
        self.checked_by.setAccessibleName(QCoreApplication.translate("SamplingResult", u"Checked by", None))
#endif // QT_CONFIG(accessibility)
        self.record.setText(QCoreApplication.translate("SamplingResult", u"Record and go on", None))
        self.back.setText(QCoreApplication.translate("SamplingResult", u"Take the result back\u2026", None))
        self.discard.setText(QCoreApplication.translate("SamplingResult", u"Discard what was typed", None))
        self.more.setText("")
        pass
    # retranslateUi

