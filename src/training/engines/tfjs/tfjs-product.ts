// TensorFlow.js's matrix product, put right: in float32 and in order. Imported for what it registers.
import * as tf from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-cpu';
import { multiply } from './matrices.ts';

// The backend's own product sums in double precision, which puts the lesson's weights one unit off in their last printed
// digit after 3000 steps. Summing in float32, as TensorFlow's and numpy's kernels do, gives every digit.
tf.unregisterKernel('BatchMatMul', 'cpu');
tf.registerKernel({
  kernelName: 'BatchMatMul',
  backendName: 'cpu',
  kernelFunc: (call) => {
    // tfjs types every kernel's parameters alike; these are this kernel's.
    const { inputs, attrs, backend } = call as unknown as MatMulCall;
    return batchMatMul(inputs, attrs, backend);
  },
});

interface MatMulCall {
  readonly inputs: { readonly a: tf.TensorInfo; readonly b: tf.TensorInfo };
  readonly attrs: tf.BatchMatMulAttrs;
  readonly backend: MathBackendCPU;
}

/** Matrix products along the last two axes; the axes before them are broadcast. */
function batchMatMul(
  { a, b }: MatMulCall['inputs'],
  { transposeA, transposeB }: tf.BatchMatMulAttrs,
  backend: MathBackendCPU,
): tf.TensorInfo {
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [m, n] = [transposeA ? aColumns : aRows, transposeB ? bRows : bColumns];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const result = new Float32Array(tf.util.sizeFromShape(outer) * m * n);
  const aValues = backend.data.get(a.dataId).values as Float32Array;
  const bValues = backend.data.get(b.dataId).values as Float32Array;
  for (
    let at = 0, ofA = 0, ofB = 0;
    at < result.length;
    at += m * n, ofA += aRows * aColumns, ofB += bRows * bColumns
  ) {
    const [startA, startB] = [ofA % aValues.length, ofB % bValues.length];
    multiply(
      { values: aValues.subarray(startA), rows: aRows, columns: aColumns, transposed: transposeA },
      { values: bValues.subarray(startB), rows: bRows, columns: bColumns, transposed: transposeB },
      result.subarray(at, at + m * n),
    );
  }
  return backend.makeTensorInfo([...outer, m, n], 'float32', result);
}
