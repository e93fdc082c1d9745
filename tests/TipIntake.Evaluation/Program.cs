using TipIntake.Evaluation;

return await Evaluate.RunAsync(args);
