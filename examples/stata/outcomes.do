* Reads a study that was exported as CSV: shares of outcomes, the paired effect of the mutiny,
* how the columns ended.
*   interregnum export csv study/ --out study-csv/
*   stata -b do examples/stata/outcomes.do study-csv

version 14
args folder
if "`folder'" == "" local folder "study-csv"
set more off

* The paired arm: equal run numbers share every random number.
import delimited using "`folder'/contrast.csv", clear varnames(1) case(preserve) encoding("utf-8")
keep run outcome
rename outcome outcome_contrast
tempfile contrast
save `contrast'

import delimited using "`folder'/runs.csv", clear varnames(1) case(preserve) encoding("utf-8")
keep run outcome day public_signal_exposure_precision
merge 1:1 run using `contrast', assert(match) nogenerate

* Shares of outcomes; a class is given at the end of the aftermath.
tabulate outcome

* Neither survival nor a regular exit is a removal.
generate byte stays = inlist(outcome, "survives", "regular_exit")
generate byte stays_contrast = inlist(outcome_contrast, "survives", "regular_exit")

* Paired effect on not being removed, with a 95 % interval; times 100 it is in points.
generate difference = stays - stays_contrast
mean difference

* The same by the precision of the news that exposes the ruler, in quarters.
xtile quarter = public_signal_exposure_precision, nquantiles(4)
mean difference, over(quarter)

* Day of removal, where there is one.
summarize day if !stays, detail

* How columns ended that did not take the capital.
import delimited using "`folder'/events.csv", clear varnames(1) case(preserve) encoding("utf-8")
keep if inlist(event, "deal", "surrender", "beaten")
tabulate event
