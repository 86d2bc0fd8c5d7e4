# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'new_audit_role.ui'
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
from PySide6.QtWidgets import (QApplication, QLineEdit, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from app.ui.widgets.plain_text import PlainText
from app.ui.widgets.prose import Prose

class Ui_NewAuditRole(object):
    def setupUi(self, NewAuditRole):
        if not NewAuditRole.objectName():
            NewAuditRole.setObjectName(u"NewAuditRole")
        self.column2 = QVBoxLayout(NewAuditRole)
        self.column2.setSpacing(8)
        self.column2.setObjectName(u"column2")
        self.column2.setContentsMargins(0, 0, 0, 0)
        self.organisationLabel = Prose(NewAuditRole)
        self.organisationLabel.setObjectName(u"organisationLabel")

        self.column2.addWidget(self.organisationLabel)

        self.organisation = QLineEdit(NewAuditRole)
        self.organisation.setObjectName(u"organisation")

        self.column2.addWidget(self.organisation)

        self.roleLabel = Prose(NewAuditRole)
        self.roleLabel.setObjectName(u"roleLabel")
        self.roleLabel.setProperty(u"role", u"section")

        self.column2.addWidget(self.roleLabel)

        self.roles = QVBoxLayout()
        self.roles.setSpacing(2)
        self.roles.setObjectName(u"roles")

        self.column2.addLayout(self.roles)

        self.affiliatesLabel = Prose(NewAuditRole)
        self.affiliatesLabel.setObjectName(u"affiliatesLabel")

        self.column2.addWidget(self.affiliatesLabel)

        self.affiliates = PlainText(NewAuditRole)
        self.affiliates.setObjectName(u"affiliates")
        self.affiliates.setTabChangesFocus(True)

        self.column2.addWidget(self.affiliates)

        self.affiliatesHint = Prose(NewAuditRole)
        self.affiliatesHint.setObjectName(u"affiliatesHint")
        self.affiliatesHint.setProperty(u"role", u"hint")

        self.column2.addWidget(self.affiliatesHint)

        self.spacer1 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column2.addItem(self.spacer1)

#if QT_CONFIG(shortcut)
        self.organisationLabel.setBuddy(self.organisation)
        self.affiliatesLabel.setBuddy(self.affiliates)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.organisation, self.affiliates)

        self.retranslateUi(NewAuditRole)

        QMetaObject.connectSlotsByName(NewAuditRole)
    # setupUi

    def retranslateUi(self, NewAuditRole):
        self.organisationLabel.setText(QCoreApplication.translate("NewAuditRole", u"Name of the organisation", None))
#if QT_CONFIG(accessibility)
        self.organisation.setAccessibleName(QCoreApplication.translate("NewAuditRole", u"Name of the organisation", None))
#endif // QT_CONFIG(accessibility)
        self.organisation.setPlaceholderText(QCoreApplication.translate("NewAuditRole", u"for example \u6771\u6e7e\u9001\u914d\u96fb\u682a\u5f0f\u4f1a\u793e", None))
        self.roleLabel.setText(QCoreApplication.translate("NewAuditRole", u"Position of the organisation", None))
        self.affiliates.setPlaceholderText(QCoreApplication.translate("NewAuditRole", u"one company per line", None))
        pass
    # retranslateUi

