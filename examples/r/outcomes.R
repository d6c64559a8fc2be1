# Reads a study: shares of outcomes, the paired effect of the mutiny, how the columns ended.
# Rscript examples/r/outcomes.R study

library(arrow)

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments) > 0) arguments[1] else "study"

runs <- as.data.frame(read_parquet(
  file.path(folder, "runs.parquet"),
  col_select = c("run", "outcome", "day", "public_signal.exposure_precision")
))
contrast <- as.data.frame(read_parquet(
  file.path(folder, "contrast.parquet"),
  col_select = c("run", "outcome")
))
events <- as.data.frame(read_parquet(file.path(folder, "events.parquet")))

# Shares of outcomes; a class is given at the end of the aftermath.
print(round(100 * prop.table(table(runs$outcome)), 1))

# Neither survival nor a regular exit is a removal.
is_removed <- function(outcome) !(outcome %in% c("survives", "regular_exit"))

# The arms share their random numbers run by run: compare within runs.
pairs <- merge(runs, contrast, by = "run", suffixes = c("", ".contrast"))
difference <- (!is_removed(pairs$outcome)) - (!is_removed(pairs$outcome.contrast))
effect <- mean(difference)
error <- sd(difference) / sqrt(nrow(pairs))
cat(sprintf(
  "Effect on not being removed: %.1f points (95 %%: %.1f to %.1f)\n",
  100 * effect, 100 * (effect - 1.96 * error), 100 * (effect + 1.96 * error)
))

# The same by the precision of the news that exposes the ruler, in quarters.
precision <- pairs$public_signal.exposure_precision
quarter <- cut(precision, quantile(precision, 0:4 / 4), include.lowest = TRUE)
print(round(100 * tapply(difference, quarter, mean), 1))

# The place that is taken last is the capital, if the column came so far.
ends <- events[events$event %in% c("deal", "surrender", "beaten"), ]
cat(sprintf(
  "Columns that stood down, surrendered or were beaten: %d of %d runs\n",
  length(unique(ends$run)), nrow(runs)
))
cat(sprintf("Median day of removal: %.0f\n", median(runs$day[is_removed(runs$outcome)])))
