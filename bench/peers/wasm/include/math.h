// What the programs of the suite need of this header, for a target that has no library.
double sqrt(double x);
