# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'house_style.ui'
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
from PySide6.QtWidgets import (QApplication, QCheckBox, QComboBox, QDialog,
    QHBoxLayout, QLabel, QLineEdit, QListWidget,
    QListWidgetItem, QPushButton, QScrollArea, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from app.ui.widgets.prose import Prose

class Ui_HouseStyle(object):
    def setupUi(self, HouseStyle):
        if not HouseStyle.objectName():
            HouseStyle.setObjectName(u"HouseStyle")
        HouseStyle.resize(980, 680)
        self.column = QVBoxLayout(HouseStyle)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 20, 20, 20)
        self.title = Prose(HouseStyle)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.column.addWidget(self.title)

        self.middle = QHBoxLayout()
        self.middle.setSpacing(8)
        self.middle.setObjectName(u"middle")
        self.scroll = QScrollArea(HouseStyle)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side = QWidget()
        self.side.setObjectName(u"side")
        self.side.setProperty(u"role", u"page")
        self.leftColumn = QVBoxLayout(self.side)
        self.leftColumn.setSpacing(12)
        self.leftColumn.setObjectName(u"leftColumn")
        self.leftColumn.setContentsMargins(0, 0, 8, 0)
        self.sharedTitle = Prose(self.side)
        self.sharedTitle.setObjectName(u"sharedTitle")
        self.sharedTitle.setProperty(u"role", u"section")

        self.leftColumn.addWidget(self.sharedTitle)

        self.sharedGrid = QVBoxLayout()
        self.sharedGrid.setSpacing(6)
        self.sharedGrid.setObjectName(u"sharedGrid")
        self.companyLabel = QLabel(self.side)
        self.companyLabel.setObjectName(u"companyLabel")
        self.companyLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.sharedGrid.addWidget(self.companyLabel)

        self.company = QLineEdit(self.side)
        self.company.setObjectName(u"company")

        self.sharedGrid.addWidget(self.company)

        self.headerLabel = QLabel(self.side)
        self.headerLabel.setObjectName(u"headerLabel")
        self.headerLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.sharedGrid.addWidget(self.headerLabel)

        self.header = QLineEdit(self.side)
        self.header.setObjectName(u"header")

        self.sharedGrid.addWidget(self.header)

        self.footerLabel = QLabel(self.side)
        self.footerLabel.setObjectName(u"footerLabel")
        self.footerLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.sharedGrid.addWidget(self.footerLabel)

        self.footer = QLineEdit(self.side)
        self.footer.setObjectName(u"footer")

        self.sharedGrid.addWidget(self.footer)

        self.places = Prose(self.side)
        self.places.setObjectName(u"places")
        self.places.setProperty(u"role", u"hint")

        self.sharedGrid.addWidget(self.places)

        self.logoLabel = QLabel(self.side)
        self.logoLabel.setObjectName(u"logoLabel")
        self.logoLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.sharedGrid.addWidget(self.logoLabel)

        self.logo = QLabel(self.side)
        self.logo.setObjectName(u"logo")
        self.logo.setTextFormat(Qt.TextFormat.PlainText)

        self.sharedGrid.addWidget(self.logo)

        self.chooseLogo = QPushButton(self.side)
        self.chooseLogo.setObjectName(u"chooseLogo")
        self.chooseLogo.setAutoDefault(False)

        self.sharedGrid.addWidget(self.chooseLogo)

        self.dropLogo = QPushButton(self.side)
        self.dropLogo.setObjectName(u"dropLogo")
        self.dropLogo.setAutoDefault(False)

        self.sharedGrid.addWidget(self.dropLogo)

        self.logoTextLabel = QLabel(self.side)
        self.logoTextLabel.setObjectName(u"logoTextLabel")
        self.logoTextLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.sharedGrid.addWidget(self.logoTextLabel)

        self.logoText = QLineEdit(self.side)
        self.logoText.setObjectName(u"logoText")

        self.sharedGrid.addWidget(self.logoText)


        self.leftColumn.addLayout(self.sharedGrid)

        self.recipientTitle = Prose(self.side)
        self.recipientTitle.setObjectName(u"recipientTitle")
        self.recipientTitle.setProperty(u"role", u"section")

        self.leftColumn.addWidget(self.recipientTitle)

        self.recipientGrid = QVBoxLayout()
        self.recipientGrid.setSpacing(6)
        self.recipientGrid.setObjectName(u"recipientGrid")
        self.recipientLabel = QLabel(self.side)
        self.recipientLabel.setObjectName(u"recipientLabel")
        self.recipientLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.recipientGrid.addWidget(self.recipientLabel)

        self.recipient = QComboBox(self.side)
        self.recipient.setObjectName(u"recipient")

        self.recipientGrid.addWidget(self.recipient)

        self.markingLabel = QLabel(self.side)
        self.markingLabel.setObjectName(u"markingLabel")
        self.markingLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.recipientGrid.addWidget(self.markingLabel)

        self.marking = QComboBox(self.side)
        self.marking.setObjectName(u"marking")
        self.marking.setEditable(True)

        self.recipientGrid.addWidget(self.marking)

        self.ofAudit = QCheckBox(self.side)
        self.ofAudit.setObjectName(u"ofAudit")

        self.recipientGrid.addWidget(self.ofAudit)

        self.markNames = QCheckBox(self.side)
        self.markNames.setObjectName(u"markNames")

        self.recipientGrid.addWidget(self.markNames)

        self.example = Prose(self.side)
        self.example.setObjectName(u"example")
        self.example.setProperty(u"role", u"hint")

        self.recipientGrid.addWidget(self.example)

        self.frontLabel = QLabel(self.side)
        self.frontLabel.setObjectName(u"frontLabel")
        self.frontLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.recipientGrid.addWidget(self.frontLabel)

        self.front = QComboBox(self.side)
        self.front.setObjectName(u"front")

        self.recipientGrid.addWidget(self.front)

        self.datesLabel = QLabel(self.side)
        self.datesLabel.setObjectName(u"datesLabel")
        self.datesLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.recipientGrid.addWidget(self.datesLabel)

        self.dates = QComboBox(self.side)
        self.dates.setObjectName(u"dates")

        self.recipientGrid.addWidget(self.dates)

        self.withheldLabel = QLabel(self.side)
        self.withheldLabel.setObjectName(u"withheldLabel")
        self.withheldLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.recipientGrid.addWidget(self.withheldLabel)

        self.withheld = QListWidget(self.side)
        self.withheld.setObjectName(u"withheld")

        self.recipientGrid.addWidget(self.withheld)


        self.leftColumn.addLayout(self.recipientGrid)

        self.below = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.leftColumn.addItem(self.below)

        self.scroll.setWidget(self.side)

        self.middle.addWidget(self.scroll)

        self.previewRoom = QWidget(HouseStyle)
        self.previewRoom.setObjectName(u"previewRoom")
        self.previewColumn = QVBoxLayout(self.previewRoom)
        self.previewColumn.setObjectName(u"previewColumn")
        self.previewColumn.setContentsMargins(0, 0, 0, 0)

        self.middle.addWidget(self.previewRoom)

        self.middle.setStretch(0, 3)
        self.middle.setStretch(1, 2)

        self.column.addLayout(self.middle)

        self.problem = Prose(HouseStyle)
        self.problem.setObjectName(u"problem")
        self.problem.setProperty(u"role", u"problem")

        self.column.addWidget(self.problem)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.load = QPushButton(HouseStyle)
        self.load.setObjectName(u"load")
        self.load.setAutoDefault(False)

        self.buttons.addWidget(self.load)

        self.give = QPushButton(HouseStyle)
        self.give.setObjectName(u"give")
        self.give.setAutoDefault(False)

        self.buttons.addWidget(self.give)

        self.first = QPushButton(HouseStyle)
        self.first.setObjectName(u"first")
        self.first.setAutoDefault(False)

        self.buttons.addWidget(self.first)

        self.space = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.space)

        self.cancel = QPushButton(HouseStyle)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(HouseStyle)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)
        self.save.setProperty(u"role", u"primary")

        self.buttons.addWidget(self.save)


        self.column.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.companyLabel.setBuddy(self.company)
        self.headerLabel.setBuddy(self.header)
        self.footerLabel.setBuddy(self.footer)
        self.logoLabel.setBuddy(self.chooseLogo)
        self.logoTextLabel.setBuddy(self.logoText)
        self.recipientLabel.setBuddy(self.recipient)
        self.markingLabel.setBuddy(self.marking)
        self.frontLabel.setBuddy(self.front)
        self.datesLabel.setBuddy(self.dates)
        self.withheldLabel.setBuddy(self.withheld)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.company, self.header)
        QWidget.setTabOrder(self.header, self.footer)
        QWidget.setTabOrder(self.footer, self.chooseLogo)
        QWidget.setTabOrder(self.chooseLogo, self.dropLogo)
        QWidget.setTabOrder(self.dropLogo, self.logoText)
        QWidget.setTabOrder(self.logoText, self.recipient)
        QWidget.setTabOrder(self.recipient, self.marking)
        QWidget.setTabOrder(self.marking, self.ofAudit)
        QWidget.setTabOrder(self.ofAudit, self.markNames)
        QWidget.setTabOrder(self.markNames, self.front)
        QWidget.setTabOrder(self.front, self.dates)
        QWidget.setTabOrder(self.dates, self.withheld)
        QWidget.setTabOrder(self.withheld, self.load)
        QWidget.setTabOrder(self.load, self.give)
        QWidget.setTabOrder(self.give, self.first)
        QWidget.setTabOrder(self.first, self.cancel)
        QWidget.setTabOrder(self.cancel, self.save)

        self.retranslateUi(HouseStyle)

        QMetaObject.connectSlotsByName(HouseStyle)
    # setupUi

    def retranslateUi(self, HouseStyle):
        self.title.setText(QCoreApplication.translate("HouseStyle", u"House style", None))
        self.sharedTitle.setText(QCoreApplication.translate("HouseStyle", u"For all recipients", None))
        self.companyLabel.setText(QCoreApplication.translate("HouseStyle", u"Company name on covers", None))
#if QT_CONFIG(accessibility)
        self.company.setAccessibleName(QCoreApplication.translate("HouseStyle", u"Company name on covers", None))
#endif // QT_CONFIG(accessibility)
        self.headerLabel.setText(QCoreApplication.translate("HouseStyle", u"Header", None))
#if QT_CONFIG(accessibility)
        self.header.setAccessibleName(QCoreApplication.translate("HouseStyle", u"Header", None))
#endif // QT_CONFIG(accessibility)
        self.footerLabel.setText(QCoreApplication.translate("HouseStyle", u"Footer", None))
#if QT_CONFIG(accessibility)
        self.footer.setAccessibleName(QCoreApplication.translate("HouseStyle", u"Footer", None))
#endif // QT_CONFIG(accessibility)
        self.places.setText("")
        self.logoLabel.setText(QCoreApplication.translate("HouseStyle", u"Logo", None))
#if QT_CONFIG(accessibility)
        self.logo.setAccessibleName(QCoreApplication.translate("HouseStyle", u"Logo", None))
#endif // QT_CONFIG(accessibility)
        self.chooseLogo.setText(QCoreApplication.translate("HouseStyle", u"Choose a picture\u2026", None))
        self.dropLogo.setText(QCoreApplication.translate("HouseStyle", u"Take the logo out", None))
        self.logoTextLabel.setText(QCoreApplication.translate("HouseStyle", u"What is on the logo", None))
#if QT_CONFIG(accessibility)
        self.logoText.setAccessibleName(QCoreApplication.translate("HouseStyle", u"What is on the logo", None))
#endif // QT_CONFIG(accessibility)
        self.recipientTitle.setText(QCoreApplication.translate("HouseStyle", u"For each recipient", None))
        self.recipientLabel.setText(QCoreApplication.translate("HouseStyle", u"Recipient", None))
#if QT_CONFIG(accessibility)
        self.recipient.setAccessibleName(QCoreApplication.translate("HouseStyle", u"Recipient", None))
#endif // QT_CONFIG(accessibility)
        self.markingLabel.setText(QCoreApplication.translate("HouseStyle", u"Marking", None))
#if QT_CONFIG(accessibility)
        self.marking.setAccessibleName(QCoreApplication.translate("HouseStyle", u"Marking", None))
#endif // QT_CONFIG(accessibility)
        self.ofAudit.setText(QCoreApplication.translate("HouseStyle", u"The marking of the audit", None))
        self.markNames.setText(QCoreApplication.translate("HouseStyle", u"Names of files begin with the marking", None))
        self.example.setText("")
        self.frontLabel.setText(QCoreApplication.translate("HouseStyle", u"First page", None))
#if QT_CONFIG(accessibility)
        self.front.setAccessibleName(QCoreApplication.translate("HouseStyle", u"First page", None))
#endif // QT_CONFIG(accessibility)
        self.datesLabel.setText(QCoreApplication.translate("HouseStyle", u"Dates", None))
#if QT_CONFIG(accessibility)
        self.dates.setAccessibleName(QCoreApplication.translate("HouseStyle", u"Dates", None))
#endif // QT_CONFIG(accessibility)
        self.withheldLabel.setText(QCoreApplication.translate("HouseStyle", u"Reports that are withheld", None))
#if QT_CONFIG(accessibility)
        self.withheld.setAccessibleName(QCoreApplication.translate("HouseStyle", u"Reports that are withheld", None))
#endif // QT_CONFIG(accessibility)
        self.problem.setText("")
        self.load.setText(QCoreApplication.translate("HouseStyle", u"Import\u2026", None))
        self.give.setText(QCoreApplication.translate("HouseStyle", u"Export\u2026", None))
        self.first.setText(QCoreApplication.translate("HouseStyle", u"Style at first", None))
        self.cancel.setText(QCoreApplication.translate("HouseStyle", u"Cancel", None))
        self.save.setText(QCoreApplication.translate("HouseStyle", u"Save", None))
        pass
    # retranslateUi

