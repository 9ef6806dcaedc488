/// What a judge grades; raw values are the members of its reply.
public enum JudgeAspect: String, CaseIterable, Hashable, Sendable {
    case realism = "realism_and_3d_geometric_consistency"
    case functionality = "functionality_and_activity_based_alignment"
    case layout = "layout_and_furniture"
    case color = "color_scheme_and_material_choices"
    case atmosphere = "overall_aesthetic_and_atmosphere"
}
