# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'new_audit_sites.ui'
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
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QHBoxLayout, QLineEdit,
    QListWidget, QListWidgetItem, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_NewAuditSites(object):
    def setupUi(self, NewAuditSites):
        if not NewAuditSites.objectName():
            NewAuditSites.setObjectName(u"NewAuditSites")
        self.column5 = QVBoxLayout(NewAuditSites)
        self.column5.setSpacing(8)
        self.column5.setObjectName(u"column5")
        self.column5.setContentsMargins(0, 0, 0, 0)
        self.nameLabel = Prose(NewAuditSites)
        self.nameLabel.setObjectName(u"nameLabel")

        self.column5.addWidget(self.nameLabel)

        self.row1 = QHBoxLayout()
        self.row1.setSpacing(8)
        self.row1.setObjectName(u"row1")
        self.name = QLineEdit(NewAuditSites)
        self.name.setObjectName(u"name")

        self.row1.addWidget(self.name)

        self.add = QPushButton(NewAuditSites)
        self.add.setObjectName(u"add")
        self.add.setAutoDefault(False)

        self.row1.addWidget(self.add)

        self.paste = QPushButton(NewAuditSites)
        self.paste.setObjectName(u"paste")
        self.paste.setAutoDefault(False)

        self.row1.addWidget(self.paste)


        self.column5.addLayout(self.row1)

        self.pasteHint = Prose(NewAuditSites)
        self.pasteHint.setObjectName(u"pasteHint")
        self.pasteHint.setProperty(u"role", u"hint")

        self.column5.addWidget(self.pasteHint)

        self.row4 = QHBoxLayout()
        self.row4.setSpacing(8)
        self.row4.setObjectName(u"row4")
        self.sites = QListWidget(NewAuditSites)
        self.sites.setObjectName(u"sites")
        self.sites.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.sites.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked|QAbstractItemView.EditTrigger.EditKeyPressed)

        self.row4.addWidget(self.sites)

        self.column3 = QVBoxLayout()
        self.column3.setSpacing(8)
        self.column3.setObjectName(u"column3")
        self.column3.setContentsMargins(0, 0, 0, 0)
        self.up = QPushButton(NewAuditSites)
        self.up.setObjectName(u"up")
        self.up.setAutoDefault(False)

        self.column3.addWidget(self.up)

        self.down = QPushButton(NewAuditSites)
        self.down.setObjectName(u"down")
        self.down.setAutoDefault(False)

        self.column3.addWidget(self.down)

        self.rename = QPushButton(NewAuditSites)
        self.rename.setObjectName(u"rename")
        self.rename.setAutoDefault(False)

        self.column3.addWidget(self.rename)

        self.remove = QPushButton(NewAuditSites)
        self.remove.setObjectName(u"remove")
        self.remove.setAutoDefault(False)

        self.column3.addWidget(self.remove)

        self.spacer2 = QSpacerItem(20, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column3.addItem(self.spacer2)


        self.row4.addLayout(self.column3)


        self.column5.addLayout(self.row4)

        self.count = Prose(NewAuditSites)
        self.count.setObjectName(u"count")
        self.count.setProperty(u"role", u"quiet")

        self.column5.addWidget(self.count)

#if QT_CONFIG(shortcut)
        self.nameLabel.setBuddy(self.name)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.name, self.add)
        QWidget.setTabOrder(self.add, self.paste)
        QWidget.setTabOrder(self.paste, self.sites)
        QWidget.setTabOrder(self.sites, self.up)
        QWidget.setTabOrder(self.up, self.down)
        QWidget.setTabOrder(self.down, self.rename)
        QWidget.setTabOrder(self.rename, self.remove)

        self.retranslateUi(NewAuditSites)

        QMetaObject.connectSlotsByName(NewAuditSites)
    # setupUi

    def retranslateUi(self, NewAuditSites):
        self.nameLabel.setText(QCoreApplication.translate("NewAuditSites", u"Add a site", None))
#if QT_CONFIG(accessibility)
        self.name.setAccessibleName(QCoreApplication.translate("NewAuditSites", u"Name of a site", None))
#endif // QT_CONFIG(accessibility)
        self.name.setPlaceholderText(QCoreApplication.translate("NewAuditSites", u"for example \u5317\u55b6\u696d\u6240", None))
        self.add.setText(QCoreApplication.translate("NewAuditSites", u"Add", None))
        self.paste.setText(QCoreApplication.translate("NewAuditSites", u"Paste from Excel", None))
        self.pasteHint.setText(QCoreApplication.translate("NewAuditSites", u"Copy the cells with the names in Excel and press the button; the names are taken line by line.", None))
#if QT_CONFIG(accessibility)
        self.sites.setAccessibleName(QCoreApplication.translate("NewAuditSites", u"Sites to be examined", None))
#endif // QT_CONFIG(accessibility)
        self.up.setText(QCoreApplication.translate("NewAuditSites", u"Up", None))
        self.down.setText(QCoreApplication.translate("NewAuditSites", u"Down", None))
        self.rename.setText(QCoreApplication.translate("NewAuditSites", u"Rename", None))
        self.remove.setText(QCoreApplication.translate("NewAuditSites", u"Remove", None))
        pass
    # retranslateUi

