namespace ConveningLedger.Store.Access;

/// <summary>What somebody is to an endeavour: which circle they belong to, and so what they see and may record.</summary>
public enum Role
{
    /// <summary>Convenes: sees and records everything, and says who else has a part.</summary>
    Convener,

    /// <summary>Is on the team: sees and records what the team may.</summary>
    Member,

    /// <summary>Evaluates: sees what evaluators may; records findings, annotations, contests and field notes.</summary>
    Evaluator,

    /// <summary>Looks on: sees what everybody may, and records nothing.</summary>
    Guest,
}

/// <summary>What roles come to.</summary>
public static class Roles
{
    /// <summary>The circle that a role belongs to.</summary>
    /// <param name="role">The role.</param>
    public static Visibility Clearance(this Role role) => role switch
    {
        Role.Convener => Visibility.Conveners,
        Role.Member => Visibility.Team,
        Role.Evaluator => Visibility.Evaluators,
        _ => Visibility.Public,
    };
}
