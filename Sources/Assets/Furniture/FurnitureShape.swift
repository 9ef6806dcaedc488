/// The parametric solids that furniture is drawn with.
package enum FurnitureShape: String, Sendable, CaseIterable {
    // Sleeping and seating.
    case bed, bunkBed, crib, sofa, armchair, chair, officeChair, stool, bench, beanBag, chaise, cushion, swing
    // Tables.
    case table, roundTable, desk, massageTable, poolTable, workbench
    // Storage.
    case wardrobe, drawers, cabinet, shelfUnit, wallShelf, chest, basket, coatRack, ladder, rack
    // Kitchen and bathroom.
    case fridge, stove, sinkCabinet, counter, island, rangeHood, smallAppliance, washingMachine, bathtub,
        shower
    case toilet, pedestalSink, towelRack, potRack, bowl
    // Lighting and electronics.
    case tableLamp, floorLamp, pendant, chandelier, ceilingFan, ceilingPanel, wallLamp, candle
    case screen, laptop, speaker, projector, projectorScreen, printer, computer
    // Textiles and decoration.
    case rug, mat, curtain, plant, vase, mirror, picture, board, clock, fireplace, statue, waterFeature,
        aquarium
    case screenPartition, column, books, globe, radiator, door, window
    // Exercise, play, commerce, music.
    case treadmill, exerciseBike, dumbbells, punchingBag, ball, easel, displayCase, receptionDesk, dollHouse
    case tent, slide, piano, grandPiano, guitar, drums, tripod, bicycle, tree
    // Whatever else.
    case block, cylinder
}
