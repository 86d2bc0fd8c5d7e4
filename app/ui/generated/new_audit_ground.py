# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'new_audit_ground.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QGridLayout, QHBoxLayout,
    QLabel, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

from app.ui.widgets.date_field import DateField
from app.ui.widgets.prose import Prose

class Ui_NewAuditGround(object):
    def setupUi(self, NewAuditGround):
        if not NewAuditGround.objectName():
            NewAuditGround.setObjectName(u"NewAuditGround")
        self.column5 = QVBoxLayout(NewAuditGround)
        self.column5.setSpacing(8)
        self.column5.setObjectName(u"column5")
        self.column5.setContentsMargins(0, 0, 0, 0)
        self.grounds = QVBoxLayout()
        self.grounds.setSpacing(2)
        self.grounds.setObjectName(u"grounds")

        self.column5.addLayout(self.grounds)

        self.law = Prose(NewAuditGround)
        self.law.setObjectName(u"law")
        self.law.setProperty(u"role", u"hint")

        self.column5.addWidget(self.law)

        self.grid3 = QGridLayout()
        self.grid3.setObjectName(u"grid3")
        self.grid3.setHorizontalSpacing(12)
        self.grid3.setVerticalSpacing(10)
        self.datedLabel = QLabel(NewAuditGround)
        self.datedLabel.setObjectName(u"datedLabel")
        self.datedLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.datedLabel, 0, 0, 1, 1)

        self.row2 = QHBoxLayout()
        self.row2.setSpacing(8)
        self.row2.setObjectName(u"row2")
        self.dated = DateField(NewAuditGround)
        self.dated.setObjectName(u"dated")

        self.row2.addWidget(self.dated)

        self.era = QLabel(NewAuditGround)
        self.era.setObjectName(u"era")
        self.era.setTextFormat(Qt.TextFormat.PlainText)
        self.era.setProperty(u"role", u"quiet")

        self.row2.addWidget(self.era)

        self.spacer1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.row2.addItem(self.spacer1)


        self.grid3.addLayout(self.row2, 0, 1, 1, 1)

        self.addresseeLabel = QLabel(NewAuditGround)
        self.addresseeLabel.setObjectName(u"addresseeLabel")
        self.addresseeLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.grid3.addWidget(self.addresseeLabel, 1, 0, 1, 1)

        self.addressee = QComboBox(NewAuditGround)
        self.addressee.setObjectName(u"addressee")
        self.addressee.setEditable(True)

        self.grid3.addWidget(self.addressee, 1, 1, 1, 1)

        self.grid3.setColumnStretch(1, 1)

        self.column5.addLayout(self.grid3)

        self.hint = Prose(NewAuditGround)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"hint")

        self.column5.addWidget(self.hint)

        self.spacer4 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column5.addItem(self.spacer4)

#if QT_CONFIG(shortcut)
        self.datedLabel.setBuddy(self.dated)
        self.addresseeLabel.setBuddy(self.addressee)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.dated, self.addressee)

        self.retranslateUi(NewAuditGround)

        QMetaObject.connectSlotsByName(NewAuditGround)
    # setupUi

    def retranslateUi(self, NewAuditGround):
        self.datedLabel.setText(QCoreApplication.translate("NewAuditGround", u"Date of the ground", None))
#if QT_CONFIG(accessibility)
        self.dated.setAccessibleName(QCoreApplication.translate("NewAuditGround", u"Date of the ground", None))
#endif // QT_CONFIG(accessibility)
        self.addresseeLabel.setText(QCoreApplication.translate("NewAuditGround", u"Addressee", None))
#if QT_CONFIG(accessibility)
        self.addressee.setAccessibleName(QCoreApplication.translate("NewAuditGround", u"Addressee", None))
#endif // QT_CONFIG(accessibility)
        self.hint.setText(QCoreApplication.translate("NewAuditGround", u"This can be changed later on the page of the plan.", None))
        pass
    # retranslateUi

