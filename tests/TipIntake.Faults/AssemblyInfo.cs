using Xunit.Sdk;
using Xunit.v3;

// Every test kills, freezes or starves something, so they run one after another.
[assembly: Parallelization(Mode = ParallelMode.None)]
