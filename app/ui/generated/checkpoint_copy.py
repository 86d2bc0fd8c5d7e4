# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'checkpoint_copy.ui'
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
from PySide6.QtWidgets import (QAbstractButton, QApplication, QCheckBox, QDialog,
    QDialogButtonBox, QHBoxLayout, QLabel, QLineEdit,
    QListWidget, QListWidgetItem, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_CheckpointCopy(object):
    def setupUi(self, CheckpointCopy):
        if not CheckpointCopy.objectName():
            CheckpointCopy.setObjectName(u"CheckpointCopy")
        CheckpointCopy.resize(560, 520)
        self.column = QVBoxLayout(CheckpointCopy)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.what = Prose(CheckpointCopy)
        self.what.setObjectName(u"what")

        self.column.addWidget(self.what)

        self.about = Prose(CheckpointCopy)
        self.about.setObjectName(u"about")

        self.column.addWidget(self.about)

        self.sites = QListWidget(CheckpointCopy)
        self.sites.setObjectName(u"sites")

        self.column.addWidget(self.sites)

        self.choose = QHBoxLayout()
        self.choose.setObjectName(u"choose")
        self.unanswered = QPushButton(CheckpointCopy)
        self.unanswered.setObjectName(u"unanswered")
        self.unanswered.setAutoDefault(False)

        self.choose.addWidget(self.unanswered)

        self.none = QPushButton(CheckpointCopy)
        self.none.setObjectName(u"none")
        self.none.setAutoDefault(False)

        self.choose.addWidget(self.none)

        self.rest = QSpacerItem(10, 10, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.choose.addItem(self.rest)


        self.column.addLayout(self.choose)

        self.opposed = Prose(CheckpointCopy)
        self.opposed.setObjectName(u"opposed")
        self.opposed.setProperty(u"role", u"hint")

        self.column.addWidget(self.opposed)

        self.remark = QCheckBox(CheckpointCopy)
        self.remark.setObjectName(u"remark")
        self.remark.setChecked(True)

        self.column.addWidget(self.remark)

        self.remarkHint = QLabel(CheckpointCopy)
        self.remarkHint.setObjectName(u"remarkHint")
        self.remarkHint.setWordWrap(True)

        self.column.addWidget(self.remarkHint)

        self.reasonLabel = Prose(CheckpointCopy)
        self.reasonLabel.setObjectName(u"reasonLabel")

        self.column.addWidget(self.reasonLabel)

        self.reason = QLineEdit(CheckpointCopy)
        self.reason.setObjectName(u"reason")

        self.column.addWidget(self.reason)

        self.missing = Prose(CheckpointCopy)
        self.missing.setObjectName(u"missing")

        self.column.addWidget(self.missing)

        self.buttons = QDialogButtonBox(CheckpointCopy)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Cancel|QDialogButtonBox.StandardButton.Ok)

        self.column.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.reasonLabel.setBuddy(self.reason)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(CheckpointCopy)
        self.buttons.accepted.connect(CheckpointCopy.accept)
        self.buttons.rejected.connect(CheckpointCopy.reject)

        QMetaObject.connectSlotsByName(CheckpointCopy)
    # setupUi

    def retranslateUi(self, CheckpointCopy):
        CheckpointCopy.setWindowTitle(QCoreApplication.translate("CheckpointCopy", u"Copy the answer to other sites", None))
#if QT_CONFIG(accessibility)
        self.sites.setAccessibleName(QCoreApplication.translate("CheckpointCopy", u"Sites to copy to", None))
#endif // QT_CONFIG(accessibility)
        self.unanswered.setText(QCoreApplication.translate("CheckpointCopy", u"Choose all without an answer", None))
        self.none.setText(QCoreApplication.translate("CheckpointCopy", u"Choose none", None))
        self.remark.setText(QCoreApplication.translate("CheckpointCopy", u"Copy the remark, too", None))
        self.reasonLabel.setText(QCoreApplication.translate("CheckpointCopy", u"Reason (needed where another verdict was given already)", None))
#if QT_CONFIG(accessibility)
        self.reason.setAccessibleName(QCoreApplication.translate("CheckpointCopy", u"Reason (needed where another verdict was given already)", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

