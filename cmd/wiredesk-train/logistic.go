package main

import (
	"math"

	"github.com/wiredesk/wiredesk/internal/cluster"
)

// An example is two documents that were compared, and whether they tell of one
// event.
type example struct {
	features cluster.Features
	same     bool
}

const (
	dims        = len(cluster.Features{}) + 1 // with the bias, which is first
	newtonSteps = 25
	ridge       = 1e-3
)

// logistic fits a rule to the examples of several sets by Newton's method. A
// set counts by the square root of the pairs that are one event, so that a
// large one outweighs the others by less than its size. Features whose entry in
// learned is 0 keep the weight 0.
func logistic(sets [][]example, learned cluster.Features) cluster.Rule {
	var w [dims]float64
	for range newtonSteps {
		gradient, hessian := derivatives(sets, learned, &w)
		for i := range w {
			gradient[i] -= ridge * w[i]
			hessian[i][i] += ridge
		}
		for i, step := range solve(hessian, gradient) {
			w[i] += step
		}
	}
	r := cluster.Rule{Bias: w[0]}
	copy(r.Of[:], w[1:])
	return r
}

// derivatives of the log likelihood at w.
func derivatives(sets [][]example, learned cluster.Features, w *[dims]float64) (gradient [dims]float64, hessian [dims][dims]float64) {
	for _, examples := range sets {
		same := 1.0
		for _, e := range examples {
			if e.same {
				same++
			}
		}
		weight := 1 / math.Sqrt(same)
		for _, e := range examples {
			x := [dims]float64{1}
			z := w[0]
			for k, v := range e.features {
				x[k+1] = v * learned[k]
				z += w[k+1] * x[k+1]
			}
			p := 1 / (1 + math.Exp(-z))
			residual := -p
			if e.same {
				residual++
			}
			for i := range x {
				gradient[i] += weight * residual * x[i]
				for j := range i + 1 {
					hessian[i][j] += weight * p * (1 - p) * x[i] * x[j]
				}
			}
		}
	}
	for i := range hessian {
		for j := range i {
			hessian[j][i] = hessian[i][j]
		}
	}
	return gradient, hessian
}

// solve returns x for m·x = y by elimination; m is positive definite.
func solve(m [dims][dims]float64, y [dims]float64) [dims]float64 {
	for i := range dims {
		for j := i + 1; j < dims; j++ {
			f := m[j][i] / m[i][i]
			for k := i; k < dims; k++ {
				m[j][k] -= f * m[i][k]
			}
			y[j] -= f * y[i]
		}
	}
	for i := dims - 1; i >= 0; i-- {
		for k := i + 1; k < dims; k++ {
			y[i] -= m[i][k] * y[k]
		}
		y[i] /= m[i][i]
	}
	return y
}
