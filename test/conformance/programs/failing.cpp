// Throws a number.
int main() {
  throw 1;
}
