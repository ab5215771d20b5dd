// Counts the checks of a program: what fails is told at once, the sum is its last line, and its exit code.

export class Count {
  passed = 0;
  failed = 0;

  check = async (name, run) => {
    try {
      await run();
      this.passed += 1;
    } catch (error) {
      this.failed += 1;
      console.log(`FAILED ${name}: ${error.message}`);
    }
  };

  end() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed ? 1 : 0;
  }
}
