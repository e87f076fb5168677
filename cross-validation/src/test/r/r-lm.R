# Makes ../resources/r-lm.csv: what R's lm says of small groups that are awkward in one way each. Run: Rscript r-lm.R
# Line "row,group,y,x1,x2,x3,w" is data; line "lm,case,group,rank,sigma,r2,then coefficient,error per term" is the answer.
options(digits = 17)
set.seed(20)
out <- file("../resources/r-lm.csv", "w")
writeLines(paste0("# made by r-lm.R with ", R.version.string), out)
n <- 12
groups <- list()
for (g in c("plain", "collinear", "constant", "twice", "first_constant", "all_but_one")) {
  x1 <- round(rnorm(n), 3); x2 <- round(rnorm(n) + 0.5 * x1, 3); x3 <- round(rnorm(n), 3)
  if (g == "collinear") x3 <- 2 * x1 - x2 + 1
  if (g == "constant") x2 <- rep(3, n)
  if (g == "twice") x2 <- x1
  if (g == "first_constant") x1 <- rep(-1.5, n)
  if (g == "all_but_one") { x1 <- rep(0.1, n); x2 <- rep(7, n) }
  groups[[g]] <- data.frame(y = round(1 + 2 * x1 - x3 + rnorm(n), 3), x1, x2, x3, w = round(runif(n, 0.2, 3), 3))
}
f <- function(v) format(v, digits = 17, trim = TRUE)
for (g in names(groups)) for (i in 1:n) writeLines(paste(c("row", g, f(unlist(groups[[g]][i, ]))), collapse = ","), out)
cases <- list(plain = y ~ x1 + x2 + x3, origin = y ~ 0 + x1 + x2 + x3)
for (case in names(cases)) for (weighted in c(FALSE, TRUE)) for (g in names(groups)) {
  d <- groups[[g]]
  d$ww <- if (weighted) d$w else rep(1, n)
  m <- lm(cases[[case]], d, weights = ww, tol = 1e-9)
  s <- summary(m)
  se <- rep(NA, length(coef(m))); names(se) <- names(coef(m))
  se[rownames(s$coefficients)] <- s$coefficients[, 2]
  line <- c("lm", paste0(case, if (weighted) "_weighted" else ""), g, m$rank, f(s$sigma), f(s$r.squared),
            as.vector(rbind(f(coef(m)), f(se))))
  writeLines(gsub(" ", "", paste(line, collapse = ",")), out)
}
close(out)
