import Foundation
import Testing
import Training

@Suite("Recipes")
struct TrainingRecipeTests {
    @Test("The default recipe drills, teaches more and more objects, and then reinforces")
    func standard() throws {
        let recipe = try TrainingRecipe(named: "default")
        #expect(recipe.stages.first?.configuration.source == .drill(.adding, seed: 0))
        let most = recipe.stages.compactMap { stage -> Int? in
            guard stage.configuration.algorithm == .sft, case .synthetic(let rooms) = stage.configuration.source else {
                return nil
            }
            return rooms.objects.upperBound
        }
        let largest = try #require(most.firstIndex(of: 12))
        #expect(most.max() == 12 && most[...largest] == most[...largest].sorted()[...])
        let last = try #require(recipe.stages.last?.configuration)
        #expect(last.algorithm == .spatial && last.turns.count == 2 && last.turns.credit == .turn)
        #expect(Set(recipe.stages.map(\.name)).count == recipe.stages.count)
        #expect(throws: TrainingRecipe.UnknownRecipe.self) { try TrainingRecipe(named: "soup") }
    }

    @Test("A stage without a checkpoint has no result")
    func unfinished() throws {
        let directory = try TemporaryDirectory()
        let recipe = try TrainingRecipe(named: "default")
        #expect(try recipe.result(ofStage: 0, in: directory.url) == nil)
        #expect(recipe.directory(ofStage: 1, in: directory.url).lastPathComponent == "1-\(recipe.stages[1].name)")
    }
}
