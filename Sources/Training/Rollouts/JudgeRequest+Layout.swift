import Rendering
import Rewards
import SceneGraph

extension JudgeRequest {
    /// A request that draws a layout only when the judge looks at it.
    init(layout: Scene) {
        self.init(scene: layout) {
            try Renderer.png(of: RenderRequest(scene: layout, width: 512, height: 512))
        }
    }
}
