"""The states of Gleditsch and Ward: their names, and V-Dem's numbers for them."""

from __future__ import annotations

# Code and name, as in the list of independent states and that of microstates.
_LIST = """
2 United States; 20 Canada; 31 Bahamas; 40 Cuba; 41 Haiti; 42 Dominican Republic; 51 Jamaica;
52 Trinidad and Tobago; 53 Barbados; 54 Dominica; 55 Grenada; 56 Saint Lucia;
57 Saint Vincent and the Grenadines; 58 Antigua and Barbuda; 60 Saint Kitts and Nevis;
70 Mexico; 80 Belize; 89 United Provinces of Central America; 90 Guatemala; 91 Honduras;
92 El Salvador; 93 Nicaragua; 94 Costa Rica; 95 Panama; 99 Great Colombia; 100 Colombia;
101 Venezuela; 110 Guyana; 115 Suriname; 130 Ecuador; 135 Peru; 140 Brazil; 145 Bolivia;
150 Paraguay; 155 Chile; 160 Argentina; 165 Uruguay; 200 United Kingdom; 205 Ireland;
210 Netherlands; 211 Belgium; 212 Luxembourg; 220 France; 221 Monaco; 223 Liechtenstein;
225 Switzerland; 230 Spain; 232 Andorra; 235 Portugal; 240 Hanover; 245 Bavaria;
255 Germany (Prussia); 260 Germany (Federal Republic); 265 German Democratic Republic;
267 Baden; 269 Saxony; 271 Württemberg; 273 Hesse-Kassel; 275 Hesse-Darmstadt;
280 Mecklenburg-Schwerin; 290 Poland; 300 Austria-Hungary; 305 Austria; 310 Hungary;
315 Czechoslovakia; 316 Czech Republic; 317 Slovakia; 325 Italy (Sardinia); 327 Papal States;
329 Two Sicilies; 331 San Marino; 332 Modena; 335 Parma; 337 Tuscany; 338 Malta; 339 Albania;
340 Serbia; 341 Montenegro; 343 North Macedonia; 344 Croatia; 345 Yugoslavia;
346 Bosnia and Herzegovina; 347 Kosovo; 349 Slovenia; 350 Greece; 352 Cyprus; 355 Bulgaria;
359 Moldova; 360 Romania; 365 Russia (Soviet Union); 366 Estonia; 367 Latvia; 368 Lithuania;
369 Ukraine; 370 Belarus; 371 Armenia; 372 Georgia; 373 Azerbaijan; 375 Finland; 380 Sweden;
385 Norway; 390 Denmark; 395 Iceland; 396 Abkhazia; 397 South Ossetia; 402 Cape Verde;
403 São Tomé and Príncipe; 404 Guinea-Bissau; 411 Equatorial Guinea; 420 Gambia; 432 Mali;
433 Senegal; 434 Benin; 435 Mauritania; 436 Niger; 437 Côte d'Ivoire; 438 Guinea;
439 Burkina Faso; 450 Liberia; 451 Sierra Leone; 452 Ghana; 461 Togo; 471 Cameroon;
475 Nigeria; 481 Gabon; 482 Central African Republic; 483 Chad; 484 Congo (Brazzaville);
490 Congo (Kinshasa, Zaire); 500 Uganda; 501 Kenya; 510 Tanzania; 511 Zanzibar; 516 Burundi;
517 Rwanda; 520 Somalia; 522 Djibouti; 530 Ethiopia; 531 Eritrea; 540 Angola; 541 Mozambique;
551 Zambia; 552 Zimbabwe; 553 Malawi; 560 South Africa; 563 Transvaal; 564 Orange Free State;
565 Namibia; 570 Lesotho; 571 Botswana; 572 Eswatini; 580 Madagascar; 581 Comoros;
590 Mauritius; 591 Seychelles; 600 Morocco; 615 Algeria; 616 Tunisia; 620 Libya; 625 Sudan;
626 South Sudan; 630 Iran; 640 Turkey (Ottoman Empire); 645 Iraq; 651 Egypt; 652 Syria;
660 Lebanon; 663 Jordan; 666 Israel; 670 Saudi Arabia; 678 Yemen;
680 Yemen (People's Republic); 690 Kuwait; 692 Bahrain; 694 Qatar; 696 United Arab Emirates;
698 Oman; 700 Afghanistan; 701 Turkmenistan; 702 Tajikistan; 703 Kyrgyzstan; 704 Uzbekistan;
705 Kazakhstan; 710 China; 711 Tibet; 712 Mongolia; 713 Taiwan; 730 Korea;
731 Korea (People's Republic); 732 Korea (Republic); 740 Japan; 750 India; 760 Bhutan;
770 Pakistan; 771 Bangladesh; 775 Myanmar; 780 Sri Lanka; 781 Maldives; 790 Nepal;
800 Thailand; 811 Cambodia; 812 Laos; 815 Vietnam (Annam, to 1893); 816 Vietnam;
817 Vietnam (Republic); 820 Malaysia; 830 Singapore; 835 Brunei; 840 Philippines;
850 Indonesia; 860 Timor-Leste; 900 Australia; 910 Papua New Guinea; 920 New Zealand;
935 Vanuatu; 940 Solomon Islands; 950 Fiji; 970 Kiribati; 971 Nauru; 972 Tonga; 973 Tuvalu;
983 Marshall Islands; 986 Palau; 987 Micronesia; 990 Samoa
"""

# V-Dem's country_id and Gleditsch and Ward's code, for lands that were one state throughout.
_VDEM = """
3:70 4:115 5:380 6:225 7:452 8:560 9:740 10:775 11:365 12:339 13:651 14:678 15:100 17:290
19:140 20:2 21:235 22:92 23:680 24:771 25:145 26:41 27:91 28:432 29:770 30:135 31:433 32:626
33:625 34:816 36:700 37:160 38:530 39:750 40:501 41:731 43:347 44:660 45:475 46:840 47:510
48:713 49:800 50:500 51:101 52:434 53:760 54:439 55:811 56:850 57:541 58:790 59:93 60:436
61:551 62:552 63:438 64:437 65:435 66:20 67:900 68:571 69:516 70:402 71:482 72:155 73:94 74:860
75:130 76:220 78:90 79:630 80:645 81:205 82:325 83:663 84:367 85:570 86:450 87:553 88:781
89:712 90:600 91:210 92:95 93:910 94:694 95:451 96:230 97:652 98:616 99:640 100:369 101:200
102:165 103:615 104:540 105:371 106:373 107:370 108:471 109:483 110:710 111:490 112:484 113:522
114:42 115:531 116:481 117:420 118:372 119:404 120:51 121:705 122:703 123:812 124:620 125:580
126:359 127:565 129:517 130:520 131:780 132:572 133:702 134:461 135:52 136:701 137:265 140:704
146:692 147:53 148:211 150:346 152:355 153:581 154:344 155:40 156:352 158:390 160:411 161:366
162:950 163:375 164:350 166:110 168:395 169:666 171:690 173:368 174:212 176:343 177:820 178:338
180:590 183:341 185:920 186:385 187:698 189:150 190:360 196:403 197:670 199:591 200:830 201:317
202:349 203:940 206:935 207:696 210:310
"""

GW_NAMES: dict[int, str] = {
    int(code): name for code, name in (entry.split(maxsplit=1) for entry in _LIST.split(";"))
}
"""Name of each state that Gleditsch and Ward list, microstates among them."""

VDEM_STATES: dict[int, int] = {
    int(own): int(gw) for own, gw in (pair.split(":") for pair in _VDEM.split())
}
"""State for each of V-Dem's country_id that stands for one state whatever the year."""
