Console.WriteLine("setup");
