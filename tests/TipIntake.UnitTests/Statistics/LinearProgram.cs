namespace TipIntake.UnitTests.Statistics;

/// <summary>
/// Linear programming by the simplex method, for variables with bounds and equations between them. Dense and small. What it finds is checked against the
/// equations before anybody gets it, so a point that comes back is possible, whatever may be wrong in here.
/// </summary>
internal sealed class LinearProgram
{
    private const double Small = 1e-7;
    private const int MostSteps = 20_000;

    private readonly List<(double Low, double High)> bounds = [];
    private readonly List<(int[] Variables, double[] Factors, double Sum)> equations = [];
    private double[,] tableau = new double[0, 0];
    private double[] right = [];
    private double[] room = [];
    private bool[] flipped = [];
    private int[] basis = [];
    private int columns;

    public int Variables => bounds.Count;

    public int Add(double low, double high)
    {
        bounds.Add((low, high));
        return bounds.Count - 1;
    }

    /// <summary>One variable is the sum of others.</summary>
    public void Sum(int whole, IEnumerable<int> parts)
    {
        int[] all = [whole, .. parts];
        equations.Add((all, [-1, .. Enumerable.Repeat(1d, all.Length - 1)], 0));
    }

    /// <summary>False: no such point exists.</summary>
    public bool Begin()
    {
        columns = bounds.Count + equations.Count;
        (tableau, right, basis) = (new double[equations.Count, columns], new double[equations.Count], new int[equations.Count]);
        room = [.. bounds.Select(bound => bound.High - bound.Low), .. equations.Select(_ => double.MaxValue)];
        flipped = new bool[columns];
        if (room.Any(space => space < 0))
        {
            return false;
        }

        for (var row = 0; row < equations.Count; row++)
        {
            var (variables, factors, sum) = equations[row];
            right[row] = sum - variables.Zip(factors, (variable, factor) => factor * bounds[variable].Low).Sum();
            var sign = right[row] < 0 ? -1 : 1;
            right[row] *= sign;
            for (var place = 0; place < variables.Length; place++)
            {
                tableau[row, variables[place]] += sign * factors[place];
            }

            basis[row] = bounds.Count + row;
            tableau[row, basis[row]] = 1;
        }

        Minimise(column => column >= bounds.Count ? 1 : 0, columns);
        var remainder = Enumerable.Range(0, equations.Count).Where(row => basis[row] >= bounds.Count).Sum(row => right[row]);
        for (var slack = bounds.Count; slack < columns; slack++)
        {
            room[slack] = 0;
        }

        return remainder < 1e-5;
    }

    /// <summary>A point at which the sum of cost times variable is least. Goes on from where the last one ended.</summary>
    public double[] Minimise(Func<int, double> cost)
    {
        Minimise(column => column < bounds.Count ? cost(column) : 0, bounds.Count);
        var values = new double[columns];
        for (var row = 0; row < basis.Length; row++)
        {
            values[basis[row]] = right[row];
        }

        double[] point = [.. Enumerable.Range(0, bounds.Count).Select(column => bounds[column].Low + (flipped[column] ? room[column] - values[column] : values[column]))];
        Verify(point);
        return point;
    }

    private void Verify(double[] point)
    {
        for (var variable = 0; variable < point.Length; variable++)
        {
            Assert.InRange(point[variable], bounds[variable].Low - 1e-4, bounds[variable].High + 1e-4);
        }

        foreach (var (variables, factors, sum) in equations)
        {
            Assert.Equal(sum, variables.Zip(factors, (variable, factor) => factor * point[variable]).Sum(), 1e-4);
        }
    }

    private void Minimise(Func<int, double> cost, int mayEnter)
    {
        var price = new double[columns];
        for (var column = 0; column < columns; column++)
        {
            price[column] = Cost(column);
        }

        for (var row = 0; row < basis.Length; row++)
        {
            if (Cost(basis[row]) is not 0 and var each)
            {
                for (var column = 0; column < columns; column++)
                {
                    price[column] -= each * tableau[row, column];
                }
            }
        }

        for (var step = 0; Enter(price, mayEnter, firstFound: step > 2_000) is { } column; step++)
        {
            Assert.True(step < MostSteps, "The simplex method does not come to an end.");
            Move(column, price);
        }

        double Cost(int column) => flipped[column] ? -cost(column) : cost(column);
    }

    private int? Enter(double[] price, int mayEnter, bool firstFound)
    {
        int? best = null;
        for (var column = 0; column < mayEnter; column++)
        {
            if (price[column] < -Small && room[column] > Small && (best is null || price[column] < price[best.Value]))
            {
                best = column;
                if (firstFound)
                {
                    break;
                }
            }
        }

        return best;
    }

    private void Move(int column, double[] price)
    {
        var (most, leaving, atTop) = (room[column], -1, false);
        for (var row = 0; row < basis.Length; row++)
        {
            var factor = tableau[row, column];
            var reach = factor > Small ? right[row] / factor : factor < -Small && room[basis[row]] < double.MaxValue ? (room[basis[row]] - right[row]) / -factor : double.MaxValue;
            if (reach < most - 1e-12)
            {
                (most, leaving, atTop) = (Math.Max(0, reach), row, factor < 0);
            }
        }

        if (leaving < 0)
        {
            Flip(column, price);
            return;
        }

        if (atTop)
        {
            Turn(leaving);
        }

        Pivot(leaving, column, price);
    }

    // From one of its bounds to the other.
    private void Flip(int column, double[] price)
    {
        Assert.True(room[column] < double.MaxValue, "Nothing bounds this.");
        for (var row = 0; row < basis.Length; row++)
        {
            right[row] -= tableau[row, column] * room[column];
            tableau[row, column] = -tableau[row, column];
        }

        (price[column], flipped[column]) = (-price[column], !flipped[column]);
    }

    // Reckons a variable of the basis from its upper bound.
    private void Turn(int row)
    {
        var variable = basis[row];
        for (var column = 0; column < columns; column++)
        {
            tableau[row, column] = -tableau[row, column];
        }

        tableau[row, variable] = 1;
        right[row] = room[variable] - right[row];
        flipped[variable] = !flipped[variable];
    }

    private void Pivot(int row, int entering, double[] price)
    {
        var factor = tableau[row, entering];
        for (var column = 0; column < columns; column++)
        {
            tableau[row, column] /= factor;
        }

        right[row] = Math.Max(0, right[row] / factor);
        for (var other = 0; other < basis.Length; other++)
        {
            if (other != row && tableau[other, entering] is var times && Math.Abs(times) > 1e-12)
            {
                for (var column = 0; column < columns; column++)
                {
                    tableau[other, column] -= times * tableau[row, column];
                }

                right[other] = Math.Max(0, right[other] - times * right[row]);
            }
        }

        var each = price[entering];
        for (var column = 0; column < columns; column++)
        {
            price[column] -= each * tableau[row, column];
        }

        basis[row] = entering;
    }
}
