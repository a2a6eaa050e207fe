// The labelled points a run trains on. Knows nothing of networks.

/** Rows of inputs with their labels. Training uses the float32 copies; the float64 inputs are what is printed. */
export interface Dataset {
  readonly rows: number;
  /** Inputs a row. */
  readonly columns: number;
  /** rows × columns, as drawn. */
  readonly inputs64: Float64Array;
  /** rows × columns, rounded to float32. */
  readonly inputs: Float32Array;
  /** One label a row. */
  readonly labels: Float32Array;
}
