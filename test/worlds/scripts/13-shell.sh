# The shell around kubectl.
alias k=kubectl
kubectl create deployment web --image=nginx --replicas=3
kubectl get pods --no-headers | wc -l
kubectl get pods -o name | sort | head -2
kubectl get pods -o name | xargs -n1 kubectl get -o jsonpath='{.status.phase}{"\n"}'
for p in $(kubectl get pods -o jsonpath='{.items[*].metadata.name}'); do kubectl get pod $p -o jsonpath='{.status.podIP}{"\n"}'; done
kubectl get deploy web -o yaml | grep -n image:
kubectl get nosuch && echo yes || echo no
kubectl get deploy web > out.txt 2>&1; cat out.txt
kubectl get deploy nosuch 2> err.txt; echo $?; cat err.txt
N=$(kubectl get deploy web -o jsonpath='{.spec.replicas}'); echo "replicas: $N"
kubectl get pods | grep -c Running
kubectl get pods | awk 'NR>1 {print $3}' | sort | uniq -c
kubectl get pods -o wide --no-headers | tr -s ' ' | cut -d' ' -f6 | sort
kubectl create deployment d --image=nginx --dry-run=client -o yaml > d.yaml && kubectl apply -f d.yaml
sed 's/replicas: 1/replicas: 2/' d.yaml | kubectl apply -f -
kubectl get deploy d -o jsonpath='{.spec.replicas}'; echo
cat nosuch.yaml
kubectl delete deploy web d --wait=false
kubectl get deploy
if kubectl get svc kubernetes > /dev/null; then echo found; fi
kubectl get svc kubernetes -o jsonpath='{.spec.clusterIP}' | tee ip.txt; echo; wc -c ip.txt
