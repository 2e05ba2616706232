"""Values for AccumulationsTest: derivatives of integrals, sums and products by numerical differentiation with mpmath."""
from mpmath import *
mp.dps=25
def d(f,x): return nstr(diff(f,x),17)
print(d(lambda x: quad(lambda t: sin(x*t)/t,[x,x**2]),mpf(1.25)))
print(d(lambda x: quad(lambda t: exp(-t*t),[x,x**2]),mpf(0.75)))
print(d(lambda x: quad(lambda t: sqrt(1+x*t**3),[0,2*x]),mpf('0.6')))
print(d(lambda x: quad(lambda t: t**x,[1,2]),mpf(1.5)))
print(d(lambda x: quad(lambda t: cos(x*t),[sin(x),1]),mpf('0.4')))
print(d(lambda x: x*quad(log,[1,x]),mpf(2.5)))
print(d(lambda x: sum(k*x**k for k in range(1,7)),mpf('0.7')))
print(d(lambda x: fprod([x+k for k in range(1,6)]),mpf('-0.5')))
print(d(lambda x: sum(sin(k*x)/k for k in range(1,5))**2,mpf('0.3')))
print(d(lambda x: quad(lambda t: sum(x**k*t**k for k in range(4)),[0,x]),mpf('0.5')))
print(nstr(quad(lambda t: exp(-t*t),[0,1]),25), nstr(sum(1/mpf(k)**3 for k in range(1,101)),25))
